using Delivery.Contracts;
using Delivery.Host.Composition;
using Delivery.Simulator.Hosting;
using Delivery.Testing;
using Delivery.Testing.Servers;

namespace Delivery.IntegrationTests.Processes;

/// <summary>Every module in a process of its own behind the gateway, on PostgreSQL and RabbitMQ, as in production.</summary>
internal sealed class ModuleProcesses : IAsyncDisposable
{
    private const string Gateway = "gateway";

    /// <summary>All that the host has: a new module takes part by itself.</summary>
    private static readonly string[] OnTheBus =
        [.. ModuleCatalog.Select(names: null, isDemo: true).Select(module => module.Name).Where(name => name != Modules.Identity)];

    private readonly TemporaryDirectory _directory = new();
    private readonly Dictionary<string, ChildProcess> _running = [];
    private readonly Dictionary<string, Uri> _urls = [];
    private readonly IReadOnlyDictionary<string, string?> _environment;
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly PostgresDatabase _postgres;

    private ModuleProcesses(
        PostgresDatabase postgres, IReadOnlyDictionary<string, string> settings, IReadOnlyDictionary<string, string?> environment)
    {
        _postgres = postgres;
        _settings = settings;
        _environment = environment;
        foreach (var module in OnTheBus.Concat([Modules.Identity, Gateway]))
        {
            _urls.Add(module, FreeAddress.Take());
        }
    }

    /// <summary>The gateway: where everybody calls.</summary>
    public Uri Url => _urls[Gateway];

    /// <summary>The last lines of every process, for the message of a test that fails.</summary>
    public string Output => string.Join(
        Environment.NewLine, _running.Select(process => $"--- {process.Key}{Environment.NewLine}{process.Value.Output}"));

    /// <summary>Chooses data and addresses; nothing runs yet.</summary>
    /// <param name="settings">On top of the short timeouts.</param>
    /// <param name="environment">Of every process.</param>
    public static async Task<ModuleProcesses> CreateAsync(
        IReadOnlyDictionary<string, string>? settings = null, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var all = new Dictionary<string, string>(ShortTimeouts.Settings);
        foreach (var (key, value) in settings ?? new Dictionary<string, string>())
        {
            all[key] = value;
        }

        return new ModuleProcesses(await PostgresDatabase.CreateAsync(), all, environment ?? new Dictionary<string, string?>());
    }

    /// <summary>The name under which a module's process reports its telemetry.</summary>
    public static string ServiceOf(string module) => "delivery-" + module;

    /// <summary>Starts every process, and returns when all of them serve.</summary>
    public Task StartAllAsync() => StartAsync([Modules.Identity, .. OnTheBus, Gateway]);

    /// <summary>Starts the processes of these modules, and returns when all of them serve.</summary>
    public async Task StartAsync(params string[] modules)
    {
        foreach (var module in modules)
        {
            Start(module);
        }

        foreach (var module in modules)
        {
            await Platform.ReadyAsync(_running[module], new Uri(_urls[module], "/health/ready"));
            if (_running[module].HasExited)
            {
                throw new InvalidOperationException($"{module} ended while it was starting: {_running[module].Output}");
            }
        }
    }

    /// <summary>Ends the module's process as <c>kill -9</c> does.</summary>
    public async Task KillAsync(string module)
    {
        await _running[module].DisposeAsync();
        _running.Remove(module);
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_running.Values.Select(process => process.DisposeAsync().AsTask()));
        await _postgres.DisposeAsync();
        _directory.Dispose();
    }

    private void Start(string module)
    {
        var environment = new Dictionary<string, string?>(_environment) { ["OTEL_SERVICE_NAME"] = ServiceOf(module) };
        _running.Add(module, ChildProcess.Start(module, "Delivery.Host", ArgumentsOf(module), environment));
    }

    private List<string> ArgumentsOf(string module)
    {
        List<string> arguments =
        [
            "--modules", module,
            "--urls", _urls[module].ToString(),
            "--data", Path.Combine(_directory.Path, "data"),
            "--postgres", _postgres.ConnectionString,
            "--rabbitmq", Platform.RabbitMq(),
            "--set", $"Bus:QueuePrefix={Path.GetFileName(_directory.Path)}-",
            "--set", "Profile=demo",
        ];
        if (module != Modules.Identity)
        {
            arguments.AddRange(["--set", $"Authentication:Authority={new Uri(_urls[Modules.Identity], "identity")}"]);
        }

        if (module == Gateway)
        {
            arguments.AddRange(_urls.Where(url => url.Key != Gateway).SelectMany(url => new[] { "--set", $"Gateway:Modules:{url.Key}={url.Value}" }));
        }

        arguments.AddRange(_settings.SelectMany(setting => new[] { "--set", $"{setting.Key}={setting.Value}" }));
        return arguments;
    }
}
