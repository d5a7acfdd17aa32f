namespace Delivery.Workflows.Runtime.Intents;

/// <summary>Does one kind of slow thing outside, after the burst that wants it is committed (R12).</summary>
/// <remarks>
/// It runs outside any transaction, and at least once: when the process dies or the lease of its claim runs out, it is begun again with the same
/// <see cref="IntentCall.Key"/>. An exception means that it is worth trying again; after the last attempt the waiting activity faults. What the
/// workflow is to decide about, such as an answer that says no, is a result and no exception.
/// </remarks>
public interface IIntentHandler
{
    /// <summary>The kind of the intents that it does; unique in the host.</summary>
    string Kind { get; }

    /// <summary>Does it.</summary>
    Task<IntentOutcome> RunAsync(IntentCall call, CancellationToken cancellationToken);
}
