using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Delivery.Messaging.Persistence;
using Npgsql;

namespace Delivery.Benchmarks.Postgres;

/// <summary>A PostgreSQL of our own in a temporary folder, from the local binaries, which keeps what it commits: fsync is on.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private const string DefaultDatabase = "postgres";

    private readonly string _directory = Directory.CreateTempSubdirectory("delivery-bench-").FullName;
    private readonly int _port = FreePort();

    private PostgresServer()
    {
    }

    /// <summary>Where its programs are.</summary>
    public static string Programs { get; } = FindPrograms();

    public string ConnectionString => ConnectionStringFor(DefaultDatabase);

    private string Data => Path.Combine(_directory, "data");

    public static async Task<PostgresServer> StartAsync()
    {
        var server = new PostgresServer();
        if (Environment.IsPrivilegedProcess)
        {
            // initdb refuses to run as root.
            await RunAsync("chown", "postgres", server._directory);
        }

        await RunProgramAsync("initdb", "-D", server.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8");
        var settings = string.Create(
            CultureInfo.InvariantCulture,
            $"-p {server._port} -k {server._directory} -h 127.0.0.1 -c fsync=on -c synchronous_commit=on -c shared_buffers=512MB -c max_wal_size=4GB");
        await RunProgramAsync("pg_ctl", "-D", server.Data, "-l", Path.Combine(server._directory, "log"), "-o", settings, "-w", "start");
        return server;
    }

    public string ConnectionStringFor(string database) =>
        $"Host=127.0.0.1;Port={_port};Username=postgres;Database={database};Maximum Pool Size=90";

    /// <summary>Runs statements that give nothing back.</summary>
    public async Task ExecuteAsync(string statements, string database = DefaultDatabase)
    {
        await using var dataSource = NpgsqlDataSource.Create(ConnectionStringFor(database) + ";Command Timeout=0");
        await using var command = dataSource.CreateCommand(statements);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Runs a script of pgbench's with one client, and gives what it prints. The script's variable <c>number</c> begins at 0.</summary>
    public async Task<string> RunPgbenchAsync(string script, TimeSpan duration)
    {
        var (file, output) = (Path.Combine(_directory, "pgbench.sql"), Path.Combine(_directory, "pgbench.log"));
        await File.WriteAllTextAsync(file, script);
        var seconds = Math.Ceiling(duration.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var code = await ExitCodeAsync(
            "env", "PGOPTIONS=" + PreparedConnections.SettingsFor(ConnectionString).Options,
            "sh", "-c", "exec \"$0\" \"$@\" >\"$OUTPUT\" 2>&1".Replace("$OUTPUT", output, StringComparison.Ordinal), Path.Combine(Programs, "pgbench"),
            "-h", "127.0.0.1", "-p", _port.ToString(CultureInfo.InvariantCulture), "-U", "postgres", "-n", "-M", "prepared",
            "-c", "1", "-j", "1", "-T", seconds, "-D", "number=0", "-f", file, "postgres");
        var printed = await File.ReadAllTextAsync(output);
        return code == 0 ? printed : throw new InvalidOperationException($"pgbench failed with {code}: {printed}");
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await RunProgramAsync("pg_ctl", "-D", Data, "-m", "immediate", "stop");
        Directory.Delete(_directory, recursive: true);
    }

    private static string FindPrograms() =>
        Directory.Exists("/usr/lib/postgresql")
            && Directory.GetDirectories("/usr/lib/postgresql").Select(path => Path.Combine(path, "bin"))
                .Where(path => File.Exists(Path.Combine(path, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault() is { } found
            ? found
            : throw new InvalidOperationException("This benchmark needs PostgreSQL's programs under /usr/lib/postgresql: install the package postgresql.");

    private static Task RunProgramAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(Programs, program);
        return Environment.IsPrivilegedProcess
            ? RunAsync("runuser", ["-u", "postgres", "--", path, .. arguments])
            : RunAsync(path, arguments);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var code = await ExitCodeAsync(program, arguments);
        if (code != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed with {code}.");
        }
    }

    private static async Task<int> ExitCodeAsync(string program, params string[] arguments)
    {
        // The server inherits what pg_ctl is given: a pipe would never end.
        var start = new ProcessStartInfo("sh", ["-c", "exec \"$@\" >/dev/null 2>&1", "sh", program, .. arguments]) { WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
