namespace Delivery.Workflows;

/// <summary>
/// Runs workflow definitions as pure functions: the same arguments give the same burst, and nothing outside is touched.
/// </summary>
public sealed class WorkflowEngine(ActivityCatalog catalog, WorkflowEngineOptions options)
{
    /// <summary>The activity types it knows.</summary>
    public ActivityCatalog Catalog { get; } = catalog;

    /// <summary>Its limits and defaults.</summary>
    public WorkflowEngineOptions Options { get; } = options;

    /// <summary>Creates an instance and runs it until it waits or ends.</summary>
    public Burst Start(WorkflowBundle bundle, StartInstance start, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>Meets a bookmark and runs the instance until it waits or ends.</summary>
    public Burst Resume(WorkflowBundle bundle, InstanceState state, BookmarkResumption resumption, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>Cancels everything that is live.</summary>
    public Burst Cancel(WorkflowBundle bundle, InstanceState state, string reason, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>The stimuli that start a new instance.</summary>
    public IReadOnlyList<Trigger> Triggers(WorkflowBundle bundle) => throw new NotImplementedException();
}
