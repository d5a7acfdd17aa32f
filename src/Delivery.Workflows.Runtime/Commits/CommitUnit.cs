using Delivery.Messaging.Bus;
using Delivery.Workflows.Runtime.Alterations;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Http.Endpoints;
using Delivery.Workflows.Runtime.Mailbox;
using Delivery.Workflows.Runtime.Schedules;

namespace Delivery.Workflows.Runtime.Commits;

/// <summary>What one stimulus leads to: stored as a whole or not at all, whatever becomes of the units beside it (R10).</summary>
internal sealed class CommitUnit : IDisposable
{
    /// <summary>The message that it handles; null for timers, operators and the mailbox.</summary>
    public ReceivedMessage? Message { get; init; }

    /// <summary>The waiting message that it consumes.</summary>
    public long? MailboxSequence { get; init; }

    /// <summary>The HTTP request that it takes.</summary>
    public StoredHttpRequest? Request { get; init; }

    /// <summary>The intent that has come to its end with this.</summary>
    public string? IntentId { get; init; }

    /// <summary>The intent that wants this: once it is gone, nobody wants it any more, and it counts as a duplicate.</summary>
    public string? WantedBy { get; init; }

    /// <summary>The time for which it starts instances: once the trigger has gone on from it, or is gone, this counts as a duplicate.</summary>
    public StoredSchedule? Schedule { get; init; }

    /// <summary>The job of an alteration plan that is done with this.</summary>
    public StoredAlterationJob? Job { get; init; }

    /// <summary>The bursts. More than one only when a stimulus starts instances of several definitions: none touches two existing instances.</summary>
    public IReadOnlyList<PreparedBurst> Bursts { get; init; } = [];

    /// <summary>The message is kept, unless by now something waits for it.</summary>
    public MailboxMessage? Kept { get; init; }

    /// <summary>Whether there is something to be done outside after the commit.</summary>
    public bool HasIntents => Bursts.Any(burst => burst.Intents.Count > 0);

    /// <summary>What no other transaction may commit at the same time: the correlations that it touches.</summary>
    public IEnumerable<string> LockKeys
    {
        get
        {
            foreach (var burst in Bursts)
            {
                yield return burst.Burst.State.CorrelationId ?? burst.InstanceId;
                yield return burst.BaseCorrelationId ?? burst.InstanceId;
                if (burst.IsNew && GuardsDefinition(burst))
                {
                    yield return "definition:" + burst.Burst.State.DefinitionId;
                }
            }

            if (Kept?.CorrelationId is { } correlation)
            {
                yield return correlation;
            }
        }
    }

    private static bool GuardsDefinition(PreparedBurst burst) =>
        burst.Activation == ActivationStrategy.Singleton
        || (burst.Activation == ActivationStrategy.CorrelatedSingleton && burst.BaseCorrelationId is null);

    /// <summary>Ends the spans of the bursts.</summary>
    public void Dispose()
    {
        foreach (var burst in Bursts)
        {
            burst.Span?.Dispose();
        }
    }
}
