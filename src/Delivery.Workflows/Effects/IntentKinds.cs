namespace Delivery.Workflows;

/// <summary>The kinds of intents that the engine's own activities have.</summary>
public static class IntentKinds
{
    /// <summary>
    /// Starts instances of a definition's published version: <c>{definitionId, parent: {depth, undoes, stimulus, stimulusHash},
    /// instances: [{id, correlationId, input}]}</c>. When nothing waits for their ends, the result is how the first one stands.
    /// </summary>
    public const string StartWorkflows = "Workflows.Start";

    /// <summary>Cancels instances that an activity waited for which a compensation scope has cancelled: <c>{instances: [id]}</c>.</summary>
    public const string CancelWorkflows = "Workflows.Cancel";

    /// <summary>Lets the execution that waits at the bookmark run, now that the burst which began it is committed.</summary>
    public const string Background = "Workflows.Background";
}
