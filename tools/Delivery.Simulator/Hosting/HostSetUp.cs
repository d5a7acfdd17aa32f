using Delivery.Simulator.CommandLine;

namespace Delivery.Simulator.Hosting;

/// <summary>Starts what the simulation plays against: one process, or one for each module behind the gateway.</summary>
internal sealed class HostSetUp : IAsyncDisposable
{
    private static readonly string[] Modules = ["orders", "stores", "riders", "payments", "notifications", "status", "orchestrator"];
    private readonly List<HostProcess> _processes = [];
    private readonly string _directory = Directory.CreateTempSubdirectory("delivery-simulation-").FullName;
    private readonly SimulatorOptions _options;
    private readonly string _assembly;
    private TemporaryDatabase? _database;

    private HostSetUp(SimulatorOptions options, string assembly)
    {
        _options = options;
        _assembly = assembly;
    }

    /// <summary>Where to call.</summary>
    public Uri Url { get; } = FreeAddress.Take();

    /// <summary>Where the payment sandbox's books are.</summary>
    public Uri Sandbox { get; } = FreeAddress.Take();

    public static async Task<HostSetUp> StartAsync(
        SimulatorOptions options, string assembly, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var setUp = new HostSetUp(options, assembly);
        try
        {
            await setUp.StartAsync(timeProvider, cancellationToken);
            return setUp;
        }
        catch
        {
            await setUp.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_processes.Select(process => process.DisposeAsync().AsTask()));
        if (_options.Keep)
        {
            await Console.Error.WriteLineAsync($"Data and logs are in {_directory}" + (_database is null ? "" : $" and in the database {_database.Name}"));
            return;
        }

        if (_database is not null)
        {
            await _database.DropAsync();
        }

        Directory.Delete(_directory, recursive: true);
    }

    private async Task StartAsync(TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        if (_options.Postgres is not null)
        {
            _database = await TemporaryDatabase.CreateAsync(_options.Postgres, cancellationToken);
        }

        if (_options.Separate)
        {
            StartSeparate();
        }
        else
        {
            Start("host", Url, []);
        }

        foreach (var process in _processes)
        {
            await process.ReadyAsync(timeProvider, cancellationToken);
        }
    }

    private void StartSeparate()
    {
        var identity = FreeAddress.Take();
        Start("identity", identity, ["--modules", "identity"]);
        var authority = $"Authentication:Authority={new Uri(identity, "identity")}";
        var destinations = new List<string> { "--set", $"Gateway:Modules:identity={identity}" };
        foreach (var module in Modules)
        {
            var url = FreeAddress.Take();
            Start(module, url, ["--modules", module, "--set", authority]);
            destinations.AddRange(["--set", $"Gateway:Modules:{module}={url}"]);
        }

        Start("gateway", Url, ["--modules", "gateway", "--set", authority, .. destinations]);
    }

    private void Start(string name, Uri url, IReadOnlyList<string> arguments)
    {
        var all = new List<string> { "--data", Path.Combine(_directory, "data"), "--set", "Profile=demo", "--set", $"Sandbox:Url={Sandbox}" };
        if (_database is not null)
        {
            all.AddRange(["--postgres", _database.ConnectionString]);
        }

        if (_options.RabbitMq is not null)
        {
            all.AddRange(["--rabbitmq", _options.RabbitMq, "--set", $"Bus:QueuePrefix={Path.GetFileName(_directory)}-"]);
        }

        all.AddRange(ShortTimeouts.Settings.SelectMany(setting => new[] { "--set", $"{setting.Key}={setting.Value}" }));
        _processes.Add(HostProcess.Start(_assembly, Path.Combine(_directory, name + ".log"), url, [.. all, .. arguments]));
    }
}
