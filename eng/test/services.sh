# PostgreSQL, RabbitMQ and Chromium for the tests, npm for the build: those of DELIVERY_TEST_POSTGRES and DELIVERY_TEST_RABBITMQ if given (Chromium: DELIVERY_TEST_CHROMIUM), else private instances
# in a temporary folder on free ports. Sourced by ./test.

services_dir=
postgres_bin=
postgres_started=
rabbit_pid=

services_start() {
  services_dir=$(mktemp -d /tmp/delivery-test.XXXXXX)
  chmod 755 "$services_dir"
  install_missing
  [[ -n ${DELIVERY_TEST_RABBITMQ:-} ]] || rabbit_start
  [[ -n ${DELIVERY_TEST_POSTGRES:-} ]] || postgres_start
}

services_await() {
  [[ -z $rabbit_pid ]] || rabbit_await
}

services_stop() {
  trap - EXIT
  [[ -z $rabbit_pid ]] || rabbit_stop
  [[ -z $postgres_started ]] || as_postgres "$postgres_bin/pg_ctl" -D "$services_dir/postgres" -m immediate stop >/dev/null 2>&1 || true
  [[ -z $services_dir ]] || rm -rf "$services_dir"
  services_dir=
}

install_missing() {
  local missing=()
  [[ -n ${DELIVERY_TEST_POSTGRES:-} || -n $(find_postgres) ]] || missing+=(postgresql)
  [[ -n ${DELIVERY_TEST_RABBITMQ:-} || -x /usr/lib/rabbitmq/bin/rabbitmq-server ]] || missing+=(rabbitmq-server)
  [[ -n ${DELIVERY_TEST_CHROMIUM:-} || -x /usr/bin/chromium ]] || missing+=(chromium)
  command -v curl >/dev/null || missing+=(curl)
  command -v npm >/dev/null || missing+=(nodejs npm)
  ((${#missing[@]})) || return 0
  if [[ $(id -u) != 0 ]] || ! command -v apt-get >/dev/null; then
    fail "The tests need ${missing[*]}. Install it, or give servers in DELIVERY_TEST_POSTGRES (a connection string) and DELIVERY_TEST_RABBITMQ (an amqp URI)."
  fi
  echo "Installing ${missing[*]} …"
  # The packages would start system-wide servers; the tests start their own.
  local policy=/usr/sbin/policy-rc.d made_policy=
  if [[ ! -e $policy ]]; then
    printf '#!/bin/sh\nexit 101\n' >$policy
    chmod +x $policy
    made_policy=1
  fi
  local done_well=1
  { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends "${missing[@]}"; } \
    >"$services_dir/apt.log" 2>&1 || done_well=
  [[ -z $made_policy ]] || rm -f $policy
  [[ -n $done_well ]] || { tail -20 "$services_dir/apt.log"; fail "apt-get could not install ${missing[*]}."; }
}

find_postgres() {
  local candidate
  for candidate in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -Vr); do
    [[ -x $candidate/initdb ]] && { echo "$candidate"; return; }
  done
  return 0
}

# initdb refuses to run as root.
as_postgres() {
  if [[ $(id -u) == 0 ]]; then runuser -u postgres -- "$@"; else "$@"; fi
}

free_port() {
  local port
  while :; do
    port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo $port; return; }
  done
}

postgres_start() {
  postgres_bin=$(find_postgres)
  local port log="$services_dir/postgres.log"
  port=$(free_port)
  mkdir "$services_dir/postgres"
  [[ $(id -u) != 0 ]] || chown postgres "$services_dir/postgres"
  # A test's database need not survive a power cut.
  (cd / && as_postgres "$postgres_bin/initdb" -D "$services_dir/postgres" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync) >"$log" 2>&1 \
    || { cat "$log"; fail "initdb failed."; }
  (cd / && as_postgres setsid "$postgres_bin/pg_ctl" -D "$services_dir/postgres" -l "$services_dir/postgres/server.log" -w \
    -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c max_connections=300" start) >>"$log" 2>&1 \
    || { cat "$log"; fail "PostgreSQL did not start."; }
  postgres_started=1
  export DELIVERY_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=postgres"
}

rabbit_start() {
  rabbit_port=$(free_port)
  rabbit_dist_port=$(free_port)
  rabbit_epmd_port=$(free_port)
  mkdir "$services_dir/rabbit"
  # A nearly full disk or memory would block publishers in the middle of a test.
  printf 'disk_free_limit.absolute = 50MB\nvm_memory_high_watermark.absolute = 1GB\n' >"$services_dir/rabbit/rabbitmq.conf"
  echo '[].' >"$services_dir/rabbit/enabled_plugins"
  rabbit_env=(
    env -i PATH="$PATH" HOME="$services_dir/rabbit" LANG=C.UTF-8
    ERL_EPMD_PORT="$rabbit_epmd_port" ERL_EPMD_ADDRESS=127.0.0.1
    RABBITMQ_NODENAME=delivery-test@localhost RABBITMQ_NODE_IP_ADDRESS=127.0.0.1
    RABBITMQ_NODE_PORT="$rabbit_port" RABBITMQ_DIST_PORT="$rabbit_dist_port"
    RABBITMQ_MNESIA_BASE="$services_dir/rabbit/mnesia" RABBITMQ_LOG_BASE="$services_dir/rabbit/log"
    RABBITMQ_ENABLED_PLUGINS_FILE="$services_dir/rabbit/enabled_plugins"
    RABBITMQ_CONFIG_FILE="$services_dir/rabbit/rabbitmq.conf" RABBITMQ_CONF_ENV_FILE=/dev/null
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1}"
  )
  # A session of its own: a Ctrl-C reaches the tests first, and the whole group can be ended at once.
  setsid "${rabbit_env[@]}" /usr/lib/rabbitmq/bin/rabbitmq-server >"$services_dir/rabbit/out.log" 2>&1 &
  rabbit_pid=$!
  export DELIVERY_TEST_RABBITMQ="amqp://guest:guest@127.0.0.1:$rabbit_port"
}

rabbit_await() {
  local deadline=$((SECONDS + 90))
  until "${rabbit_env[@]}" /usr/lib/rabbitmq/bin/rabbitmqctl -n delivery-test@localhost await_startup --timeout 10 >/dev/null 2>&1; do
    if ! kill -0 "$rabbit_pid" 2>/dev/null || ((SECONDS > deadline)); then
      tail -20 "$services_dir/rabbit/out.log"
      fail "RabbitMQ did not start."
    fi
    sleep 0.5
  done
}

rabbit_stop() {
  kill -TERM -- "-$rabbit_pid" 2>/dev/null || true
  wait "$rabbit_pid" 2>/dev/null || true
  ERL_EPMD_PORT="$rabbit_epmd_port" epmd -kill >/dev/null 2>&1 || true
}
