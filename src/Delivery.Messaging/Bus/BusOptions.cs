using Microsoft.Extensions.Configuration;

namespace Delivery.Messaging.Bus;

/// <summary>How messages travel, from the configuration section <c>Bus</c>.</summary>
public sealed class BusOptions
{
    /// <summary>The broker as an <c>amqp://</c> or <c>amqps://</c> address. Null (the default): in memory, within this process.</summary>
    public string? RabbitMq { get; init; }

    /// <summary>Put before the names of all queues and exchanges, to keep installations on one broker apart. Empty by default.</summary>
    public string QueuePrefix { get; init; } = string.Empty;

    /// <summary>How many messages a module handles at the same time. Default 16.</summary>
    public int Concurrency { get; init; } = 16;

    /// <summary>The same for single modules by name, for example <c>Bus:ConcurrencyOf:orchestrator</c>.</summary>
    public IDictionary<string, int> ConcurrencyOf { get; init; } = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);

    /// <summary>How often a message is tried before it becomes a dead letter. Default 3.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>The pause after the first failed attempt; it doubles with each further one. Default 200 ms.</summary>
    public TimeSpan AttemptDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// How often the broker delivers a message whose receiver dies or disappears before it becomes a dead letter too. Default 20.
    /// </summary>
    public int DeliveryLimit { get; init; } = 20;

    /// <summary>How many outbox rows are relayed at a time. Default 200.</summary>
    public int RelayBatch { get; init; } = 200;

    /// <summary>How often the relay looks for rows that another process left behind. Default 1 s.</summary>
    public TimeSpan RelaySweep { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>In memory: how many messages of one module may be under way to one endpoint. Default 256.</summary>
    public int Window { get; init; } = 256;

    /// <summary>True when messages stay within this process.</summary>
    public bool IsInMemory => string.IsNullOrWhiteSpace(RabbitMq);

    /// <summary>Reads the options.</summary>
    public static BusOptions For(IConfiguration configuration) => configuration.GetSection("Bus").Get<BusOptions>() ?? new BusOptions();

    /// <summary>Refuses to run some modules without the others on a bus that does not leave the process.</summary>
    /// <param name="hosted">The modules of this process.</param>
    /// <param name="all">The modules of the whole platform that have an endpoint.</param>
    /// <exception cref="InvalidOperationException">Messages to the missing modules would never arrive.</exception>
    public void EnsureCanHost(IEnumerable<string> hosted, IEnumerable<string> all)
    {
        var missing = all.Except(hosted, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (IsInMemory && missing.Count > 0)
        {
            throw new InvalidOperationException(
                $"Without a broker all modules must run in one process, and {string.Join(", ", missing)} would be missing. "
                + "Leave --modules out, or set Bus:RabbitMq to run the modules in processes of their own.");
        }
    }
}
