using System.Globalization;
using Delivery.Simulator.Hosting;
using Delivery.Testing;
using Delivery.Testing.Servers;

namespace Delivery.IntegrationTests.Processes;

/// <summary>A host and a payment sandbox as real processes on fresh data, which a test kills and starts again at the same addresses.</summary>
internal sealed class Platform : IAsyncDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(180);
    private readonly TemporaryDirectory _directory = new();
    private readonly PostgresDatabase? _postgres;
    private readonly Uri _sandboxUrl = FreeAddress.Take();
    private ChildProcess? _host;
    private ChildProcess? _sandbox;

    private Platform(SetUp setUp, PostgresDatabase? postgres)
    {
        SetUp = setUp;
        _postgres = postgres;
    }

    public SetUp SetUp { get; }

    public Uri Url { get; } = FreeAddress.Take();

    /// <summary>Further settings of hosts that are started from now on.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    public ChildProcess Host => _host ?? throw new InvalidOperationException("The host is not started.");

    /// <summary>PostgreSQL's connection string; null on SQLite.</summary>
    public string? Postgres => _postgres?.ConnectionString;

    public string DataDirectory => Path.Combine(_directory.Path, "data");

    /// <summary>Every failpoint that any host of this platform has reached, a line each.</summary>
    public string FailpointLog => Path.Combine(_directory.Path, "failpoints.log");

    public static async Task<Platform> CreateAsync(SetUp setUp) =>
        new(setUp, setUp == SetUp.PostgresRabbitMq ? await PostgresDatabase.CreateAsync() : null);

    /// <summary>Starts the sandbox, again on the same data and address if it was killed.</summary>
    public async Task StartSandboxAsync()
    {
        await StopAsync(_sandbox);
        _sandbox = ChildProcess.Start(
            "sandbox",
            "Delivery.PaymentSandbox",
            ["--urls", _sandboxUrl.ToString(), "--data", Path.Combine(_directory.Path, "sandbox")],
            new Dictionary<string, string?>());
        await ReadyAsync(_sandbox, new Uri(_sandboxUrl, "/health/live"));
    }

    /// <summary>Starts the host, and returns when it serves or has died.</summary>
    /// <param name="failpoint">Where it is to die, <c>name:nth</c>; null for nowhere.</param>
    /// <param name="sabotage">How it is to misbehave; null for not at all.</param>
    public async Task StartHostAsync(string? failpoint = null, string? sabotage = null)
    {
        await StopAsync(_host);
        _host = ChildProcess.Start("host", "Delivery.Host", HostArguments(), new Dictionary<string, string?>
        {
            ["DELIVERY_FAILPOINT"] = failpoint,
            ["DELIVERY_FAILPOINT_LOG"] = FailpointLog,
            ["DELIVERY_SABOTAGE"] = sabotage,
        });
        await ReadyAsync(_host, new Uri(Url, "/health/ready"));
    }

    /// <summary>A folder for <c>Workflows:Directory</c> with the deployed definitions, to which a test adds its own.</summary>
    public string CopyDefinitions()
    {
        var directory = Directory.CreateDirectory(Path.Combine(DataDirectory, "definitions")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Path.GetDirectoryName(BuildOutput.Of("Delivery.Host"))!, "workflows"), "*.json"))
        {
            File.Copy(file, Path.Combine(directory, Path.GetFileName(file)));
        }

        return directory;
    }

    public Task KillHostAsync() => Host.KillAsync();

    public Task KillSandboxAsync() => _sandbox!.KillAsync();

    /// <summary>
    /// Plays orders against the host, also while it dies and comes back: on a machine that is busy with something else, a host that is killed again
    /// and again may be away for minutes.
    /// </summary>
    public ChildProcess Simulate(int orders, int concurrency, int seed, int patienceSeconds = 400) => ChildProcess.Start(
        "simulator",
        "Delivery.Host",
        [
            "simulate", "--url", Url.ToString(), "--sandbox", _sandboxUrl.ToString(), "--patience", Text(patienceSeconds),
            "--orders", Text(orders), "--concurrency", Text(concurrency), "--seed", Text(seed),
        ],
        new Dictionary<string, string?>());

    public async ValueTask DisposeAsync()
    {
        await StopAsync(_host);
        await StopAsync(_sandbox);
        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }

        _directory.Dispose();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static async Task StopAsync(ChildProcess? process)
    {
        if (process is not null)
        {
            await process.DisposeAsync();
        }
    }

    internal static async Task ReadyAsync(ChildProcess process, Uri address)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        await Eventually.TrueAsync(
            async () => process.HasExited || await AnswersAsync(http, address),
            $"{process.Name} does not become ready at {address}; its output:{Environment.NewLine}{process.Output}",
            StartDeadline);
    }

    private static async Task<bool> AnswersAsync(HttpClient http, Uri address)
    {
        try
        {
            using var response = await http.GetAsync(address);
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private List<string> HostArguments()
    {
        List<string> arguments =
        [
            "--urls", Url.ToString(), "--data", DataDirectory, "--set", "Profile=demo", "--set", $"Payments:ProviderUrl={_sandboxUrl}",
        ];
        if (_postgres is not null)
        {
            var prefix = Path.GetFileName(_directory.Path) + "-";
            arguments.AddRange(["--postgres", _postgres.ConnectionString, "--rabbitmq", RabbitMq(), "--set", $"Bus:QueuePrefix={prefix}"]);
        }

        arguments.AddRange(Settings.SelectMany(setting => new[] { "--set", $"{setting.Key}={setting.Value}" }));
        arguments.AddRange(ShortTimeouts.Settings.SelectMany(setting => new[] { "--set", $"{setting.Key}={setting.Value}" }));
        return arguments;
    }

    internal static string RabbitMq() =>
        Environment.GetEnvironmentVariable("DELIVERY_TEST_RABBITMQ") ?? throw new InvalidOperationException(
            "This test needs a RabbitMQ broker: name one in DELIVERY_TEST_RABBITMQ, for example amqp://guest:guest@127.0.0.1, or use ./test.");
}
