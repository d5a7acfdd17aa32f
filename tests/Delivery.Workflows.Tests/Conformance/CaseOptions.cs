namespace Delivery.Workflows.Tests.Conformance;

/// <summary>How the engine of a case differs from the default one.</summary>
internal sealed record CaseOptions
{
    public bool ContinueWithIncidents { get; init; }

    public int? MaxActivitiesPerBurst { get; init; }

    public LogPersistenceMode LogPersistence { get; init; } = LogPersistenceMode.Include;

    public int? MaxChildDepth { get; init; }

    public int? MaxChildren { get; init; }

    public FlowchartMode FlowchartMode { get; init; }

    public TimeSpan? ExpressionTimeout { get; init; }

    public WorkflowEngineOptions ToEngine()
    {
        var options = new WorkflowEngineOptions
        {
            ContinueWithIncidents = ContinueWithIncidents, FlowchartMode = FlowchartMode, LogPersistence = LogPersistence,
        };
        options.MaxActivitiesPerBurst = MaxActivitiesPerBurst ?? options.MaxActivitiesPerBurst;
        options.MaxChildDepth = MaxChildDepth ?? options.MaxChildDepth;
        options.MaxChildren = MaxChildren ?? options.MaxChildren;
        options.Expressions.Timeout = ExpressionTimeout ?? options.Expressions.Timeout;
        return options;
    }
}
