using System.Globalization;

namespace Delivery.Simulator.CommandLine;

/// <summary>What is played, and against which host.</summary>
internal sealed record SimulatorOptions
{
    public const string Help = """
        ./run simulate            play orders through the public API and check the books
          --orders N              how many orders (default 50)
          --concurrency N         how many at a time (default 8)
          --seed N                chooses what happens to each order (default 1)
          --url URL               the host, which must be in the demo profile; without it one is started on fresh data, with short timeouts
          --sandbox URL           the payment sandbox, if the host cannot tell
          --patience SECONDS      an order that does not move for so long, or lives three times as long, is stranded (default 90)
        for a host that the simulator starts itself:
          --postgres CONNECTION   on a fresh database of this server
          --rabbitmq URI          on this broker
          --separate              every module in a process of its own, behind the gateway (needs both servers)
          --keep                  keep the data and the logs
        The last line is a JSON object; the exit code is 1 when anything was violated.
        """;

    public int Orders { get; private init; } = 50;

    public int Concurrency { get; private init; } = 8;

    public int Seed { get; private init; } = 1;

    public Uri? Url { get; private init; }

    public Uri? Sandbox { get; private init; }

    public TimeSpan Patience { get; private init; } = TimeSpan.FromSeconds(90);

    public string? Postgres { get; private init; }

    public string? RabbitMq { get; private init; }

    public bool Separate { get; private init; }

    public bool Keep { get; private init; }

    public bool ShowHelp { get; private init; }

    /// <exception cref="SimulatorUsageException">Something is unknown, missing or does not go together.</exception>
    public static SimulatorOptions Parse(IReadOnlyList<string> args)
    {
        var queue = new Queue<string>(args);
        var options = new SimulatorOptions();
        while (queue.TryDequeue(out var name))
        {
            options = options.With(name, queue);
        }

        return options.Checked();
    }

    private SimulatorOptions With(string name, Queue<string> rest) => name switch
    {
        "--help" or "-h" => this with { ShowHelp = true },
        "--orders" => this with { Orders = Number(name, rest, 1, 100_000) },
        "--concurrency" => this with { Concurrency = Number(name, rest, 1, 1000) },
        "--seed" => this with { Seed = Number(name, rest, int.MinValue, int.MaxValue) },
        "--url" => this with { Url = Address(name, rest) },
        "--sandbox" => this with { Sandbox = Address(name, rest) },
        "--patience" => this with { Patience = TimeSpan.FromSeconds(Number(name, rest, 1, 86_400)) },
        "--postgres" => this with { Postgres = Value(name, rest) },
        "--rabbitmq" => this with { RabbitMq = Value(name, rest) },
        "--separate" => this with { Separate = true },
        "--keep" => this with { Keep = true },
        _ => throw Unknown(name),
    };

    private SimulatorOptions Checked()
    {
        if (Separate && (Postgres is null || RabbitMq is null))
        {
            throw new SimulatorUsageException("Processes of their own meet on servers: give --postgres and --rabbitmq with --separate.");
        }

        return Url is not null && (Postgres is not null || RabbitMq is not null || Separate)
            ? throw new SimulatorUsageException("--postgres, --rabbitmq and --separate are for a host that the simulator starts; leave --url out.")
            : this;
    }

    private static string Value(string name, Queue<string> rest) =>
        rest.TryDequeue(out var value) && value.Length > 0 ? value : throw new SimulatorUsageException($"{name} needs a value.");

    private static int Number(string name, Queue<string> rest, int least, int most) =>
        int.TryParse(Value(name, rest), CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new SimulatorUsageException($"{name} needs a number from {least} to {most}.");

    private static Uri Address(string name, Queue<string> rest) =>
        Uri.TryCreate(Value(name, rest), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri
            : throw new SimulatorUsageException($"{name} needs an address such as http://localhost:8080.");

    private static SimulatorUsageException Unknown(string name) =>
        new($"'{name}' is unknown. ./run simulate --help explains.");
}
