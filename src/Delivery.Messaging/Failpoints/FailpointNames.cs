using System.Reflection;

namespace Delivery.Messaging.Failpoints;

/// <summary>The names of all failpoints: every commit, send and acknowledge boundary.</summary>
public static class FailpointNames
{
    /// <summary>A transaction that sends has saved its rows, and not committed them.</summary>
    public const string OutboxBeforeCommit = "outbox.before-commit";

    /// <summary>A transaction that sends is committed; the relay does not know.</summary>
    public const string OutboxAfterCommit = "outbox.after-commit";

    /// <summary>The effects of a message and its inbox record are saved, and not committed.</summary>
    public const string InboxBeforeCommit = "inbox.before-commit";

    /// <summary>The effects of a message are committed together with its inbox record.</summary>
    public const string InboxAfterCommit = "inbox.after-commit";

    /// <summary>A message is done with; the bus does not know.</summary>
    public const string EndpointBeforeAcknowledge = "endpoint.before-acknowledge";

    /// <summary>The relay has read rows and sent none of them.</summary>
    public const string RelayAfterClaim = "relay.after-claim";

    /// <summary>The bus has taken the messages of the claimed rows, which are still there.</summary>
    public const string RelayAfterSend = "relay.after-send";

    /// <summary>The sent rows are still there, or their deletion is not committed.</summary>
    public const string RelayBeforeCommit = "relay.before-commit";

    /// <summary>The sent rows are gone.</summary>
    public const string RelayAfterCommit = "relay.after-commit";

    /// <summary>In memory: endpoints have acknowledged, which is not written down.</summary>
    public const string RelayBeforeAcknowledgements = "relay.before-acknowledgements";

    /// <summary>In memory: what endpoints acknowledged is written down.</summary>
    public const string RelayAfterAcknowledgements = "relay.after-acknowledgements";

    /// <summary>A dead letter is saved, and not committed.</summary>
    public const string DeadLetterBeforeCommit = "dead-letter.before-commit";

    /// <summary>A message has become a dead letter; the bus does not know.</summary>
    public const string DeadLetterAfterCommit = "dead-letter.after-commit";

    /// <summary>The workflow engine's bursts are saved, and not committed.</summary>
    public const string EngineBeforeCommit = "engine.before-commit";

    /// <summary>The workflow engine's bursts are committed; nobody knows.</summary>
    public const string EngineAfterCommit = "engine.after-commit";

    /// <summary>A message is committed to the mailbox, where it waits for an instance.</summary>
    public const string MailboxAfterInsert = "mailbox.after-insert";

    /// <summary>Due timers are claimed, and none of them has fired.</summary>
    public const string TimerAfterClaim = "timer.after-claim";

    /// <summary>Due intents are claimed, and none of them has been begun.</summary>
    public const string IntentAfterClaim = "intent.after-claim";

    /// <summary>An intent is carried out; nothing of its result is stored.</summary>
    public const string IntentAfterRun = "intent.after-run";

    /// <summary>The burst that takes an intent's result is committed, and the intent gone.</summary>
    public const string IntentAfterCommit = "intent.after-commit";

    /// <summary>A payment operation is claimed; the provider has not heard of it.</summary>
    public const string PaymentBeforeCall = "payment.before-call";

    /// <summary>The payment provider has done what it was asked; nothing of its answer is committed.</summary>
    public const string PaymentAfterCall = "payment.after-call";

    /// <summary>The payment provider's answer is committed.</summary>
    public const string PaymentAfterCommit = "payment.after-commit";

    /// <summary>The projection's view, log and change are saved, and not committed.</summary>
    public const string ProjectionBeforeCommit = "projection.before-commit";

    /// <summary>The projection's view, log and change are committed; nobody is woken.</summary>
    public const string ProjectionAfterCommit = "projection.after-commit";

    /// <summary>The numbers of status changes are saved, and not committed.</summary>
    public const string SequencerBeforeCommit = "sequencer.before-commit";

    /// <summary>The numbers are committed; no stream is woken.</summary>
    public const string SequencerAfterCommit = "sequencer.after-commit";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. typeof(FailpointNames)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!),
    ];
}
