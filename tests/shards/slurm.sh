#!/bin/sh
# Makes the sample site in four shards by Slurm on this one machine, with two slots, with the very job files of
# docs/many-machines: one task is killed in its first try, Slurm runs it again, a job that waits for all merges them, and the
# result must be byte for byte what one build makes.
#
#   tests/shards/slurm.sh [PROGRAM] [FLAG…]       default: target/release/yearbook --no-pdf
#
# Slurm comes from Debian, where it is missing (as root or by sudo). Its daemons run in a folder of their own, with a key and ports of
# their own, and end with the script: nothing in /etc is read or written.
set -eu

here=$(cd "$(dirname "$0")/../.." && pwd)
program=$(realpath "${1:-$here/target/release/yearbook}")
[ $# -eq 0 ] || shift
flags=${*:---no-pdf}
shards=4

missing=""
for pair in slurmctld:slurmctld slurmd:slurmd sbatch:slurm-client munged:munge; do
    command -v "${pair%%:*}" >/dev/null || missing="$missing ${pair##*:}"
done
if [ -n "$missing" ]; then
    echo "installing:$missing"
    as_root=""
    [ "$(id -u)" -eq 0 ] || as_root=sudo
    export DEBIAN_FRONTEND=noninteractive
    $as_root apt-get update --quiet
    # shellcheck disable=SC2086 # words on purpose: one package each
    $as_root apt-get install --yes --quiet --no-install-recommends $missing
fi

work=$(mktemp -d)
daemons=""
end() {
    status=$?
    # shellcheck disable=SC2086 # words on purpose: one process each
    [ -z "$daemons" ] || kill $daemons 2>/dev/null || true
    wait
    if [ "$status" -eq 0 ]; then rm -rf "$work"; else echo "failed; what was written is in $work" >&2; fi
}
trap end EXIT
trap 'exit 1' INT TERM

# The daemons in the foreground, as our children.
me=$(id -un)
node=$(hostname -s)
mkdir -m 700 "$work/munge" "$work/state" "$work/spool"
head -c 64 /dev/urandom >"$work/munge/key"
chmod 600 "$work/munge/key"
cat >"$work/slurm.conf" <<END
ClusterName=yearbook
SlurmctldHost=$node(127.0.0.1)
SlurmctldPort=16817
SlurmdPort=16818
SlurmUser=$me
SlurmdUser=$me
AuthType=auth/munge
CredType=cred/munge
# A job that is requeued waits until the credential of its first try has run out.
AuthInfo=socket=$work/munge/socket,cred_expire=5
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/slurmd.log
ProctrackType=proctrack/pgid
TaskPlugin=task/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SlurmdParameters=config_overrides
SchedulerParameters=sched_interval=2,bf_interval=2
ReturnToService=2
# What the shell says of a program that was killed (128 + 9): such a job is put back into the queue.
RequeueExit=137
NodeName=$node NodeAddr=127.0.0.1 CPUs=2 Boards=1 SocketsPerBoard=1 CoresPerSocket=2 ThreadsPerCore=1 State=UNKNOWN
PartitionName=all Nodes=$node Default=YES MaxTime=INFINITE State=UP
END
export SLURM_CONF="$work/slurm.conf"
munged --foreground --force --socket="$work/munge/socket" --key-file="$work/munge/key" --log-file="$work/munge/log" \
    --pid-file="$work/munge/pid" --seed-file="$work/munge/seed" >"$work/munged.out" 2>&1 &
daemons="$!"
slurmctld -D >"$work/slurmctld.out" 2>&1 &
daemons="$! $daemons"
slurmd -D -N "$node" >"$work/slurmd.out" 2>&1 &
daemons="$! $daemons"
tries=0
until [ "$(sinfo --noheader --format=%T 2>/dev/null)" = idle ]; do
    tries=$((tries + 1))
    [ "$tries" -le 60 ] || { echo "Slurm does not come up" >&2; exit 1; }
    sleep 1
done

mkdir "$work/site"
cp -r "$here/content" "$work/site/"
[ ! -d "$here/themes" ] || cp -r "$here/themes" "$work/site/"

# The program, but for shard 2 in its first try: it is killed when it has begun to write.
cat >"$work/dies-once" <<END
#!/bin/sh
if [ "\${SLURM_ARRAY_TASK_ID:-0}" != 2 ] || [ "\${SLURM_RESTART_COUNT:-0}" != 0 ]; then
    exec "$program" "\$@"
fi
"$program" "\$@" &
while kill -0 \$! 2>/dev/null && [ -z "\$(ls "$work/site/shards/2-of-$shards/.yearbook/staged" 2>/dev/null)" ]; do :; done
kill -KILL \$! || true
wait \$! || true
echo "killed in its first try"
exit 137
END
chmod +x "$work/dies-once"

export SITE="$work/site" SHARDS="$shards" FLAGS="$flags" YEARBOOK="$work/dies-once"
cd "$work"
array=$(sbatch --parsable --array="1-$shards" --output="$work/shard-%a.log" "$here/docs/many-machines/shards.sbatch")
sbatch --wait --dependency="afterany:$array" --output="$work/merge.log" "$here/docs/many-machines/merge.sbatch"
cat "$work"/shard-*.log "$work/merge.log"
scontrol show job "${array}_2" | grep -q 'Restarts=1' || { echo "shard 2 was not run again" >&2; exit 1; }

# shellcheck disable=SC2086 # flags are words on purpose
"$program" build --root "$work/site" --out "$work/whole" --quiet $flags
# But for the basis, which says how the disk shows the files, and of a merged site there is none.
diff -r --exclude=basis.bin "$work/whole" "$work/site/output"
# shellcheck disable=SC2086
"$program" build --root "$work/site" $flags
echo "the merged site is the whole one, byte for byte: $(find "$work/whole" -type f | wc -l) files"
