using Microsoft.Extensions.Configuration;

namespace Delivery.Messaging.Retention;

/// <summary>How long the tables of messaging keep what is done with, from the configuration section <c>Retention</c>.</summary>
public sealed class RetentionOptions
{
    /// <summary>
    /// How long a handled message is known as handled. It must outlive everything that could deliver the message again: an outbox whose relay is
    /// away, a queue whose module is away. Default 7 days.
    /// </summary>
    public TimeSpan Inbox { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long a repeated request with the same <c>Idempotency-Key</c> gets the same answer. Default 7 days.</summary>
    public TimeSpan IdempotencyKeys { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long a dead letter stays after an operator has replayed or discarded it. An open one stays. Default 7 days.</summary>
    public TimeSpan DeadLetters { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How often it is looked for what can go. The first look is one interval after the start. Default 1 hour.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How many rows one transaction deletes, so that none holds up the module. Default 1000.</summary>
    public int Batch { get; init; } = 1000;

    /// <summary>Reads the options.</summary>
    public static RetentionOptions For(IConfiguration configuration) =>
        configuration.GetSection("Retention").Get<RetentionOptions>() ?? new RetentionOptions();
}
