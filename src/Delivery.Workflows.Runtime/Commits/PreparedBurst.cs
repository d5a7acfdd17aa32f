using Delivery.Contracts;
using Delivery.Messaging.Outbox;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Intents;
using Delivery.Workflows.Runtime.Persistence;

namespace Delivery.Workflows.Runtime.Commits;

/// <summary>A computed burst in the form in which it is stored. Whatever can fail about it has failed before a transaction is open.</summary>
internal sealed class PreparedBurst
{
    private string[]? _journal;
    private OutgoingMessage[]? _outgoing;
    private string[]? _records;

    public required Burst Burst { get; init; }

    /// <summary>The revision it was computed from; 0 for a new instance.</summary>
    public required int BaseRevision { get; init; }

    /// <summary>The correlation before the burst.</summary>
    public string? BaseCorrelationId { get; init; }

    /// <summary>For an instance that a trigger starts: what must hold in the commit.</summary>
    public ActivationStrategy Activation { get; init; }

    /// <summary>The burst's state, serialized.</summary>
    public required byte[] State { get; init; }

    /// <summary>The messages that leave with the commit.</summary>
    public required IReadOnlyList<IMessage> Messages { get; init; }

    /// <summary>The events for other instances.</summary>
    public required IReadOnlyList<PublishWorkflowEvent> Events { get; init; }

    /// <summary>What the instance that started this one is told.</summary>
    public IReadOnlyList<TellParent> Told { get; init; } = [];

    /// <summary>What is to be done outside after the commit.</summary>
    public IReadOnlyList<PreparedIntent> Intents { get; init; } = [];

    /// <summary>The answers to HTTP requests.</summary>
    public IReadOnlyList<HttpReply> Replies { get; init; } = [];

    /// <summary>The span under which it was computed, which its messages and timers continue.</summary>
    public System.Diagnostics.Activity? Span { get; init; }

    public bool IsNew => BaseRevision == 0;

    public string InstanceId => Burst.State.Id;

    /// <summary>The journal entries' contents.</summary>
    public IReadOnlyList<string> Journal => _journal ??= [.. Burst.Journal.Select(item => StoredJson.Write(item))];

    /// <summary>The activity records' contents.</summary>
    public IReadOnlyList<string> Records => _records ??= [.. Burst.Records.Select(item => StoredJson.Write(item))];

    /// <summary>The messages as the outbox stores them.</summary>
    public IReadOnlyList<OutgoingMessage> Outgoing => _outgoing ??= [.. Messages.Select(ToOutgoing)];

    /// <summary>Makes everything ready now, on the thread that computed the burst: whoever commits it shares its time with other bursts.</summary>
    public void MakeReady() => _ = (Journal, Records, Outgoing);

    /// <summary>The outbox notes the span of this burst, not that of the commit, which may hold many.</summary>
    private OutgoingMessage ToOutgoing(IMessage message)
    {
        var span = Span ?? System.Diagnostics.Activity.Current;
        return message is ICommand command ? OutgoingMessage.Command(command, span) : OutgoingMessage.Event((IEvent)message, span);
    }
}
