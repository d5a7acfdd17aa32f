namespace Delivery.Workflows;

/// <summary>Limits and defaults of an engine.</summary>
public sealed class WorkflowEngineOptions
{
    /// <summary>What scripts and templates may use.</summary>
    public ExpressionLimits Expressions { get; } = new();

    /// <summary>
    /// Activities that one burst runs before the instance is taken for caught in an endless loop and faulted. Default 10 000.
    /// </summary>
    public int MaxActivitiesPerBurst { get; set; } = 10_000;

    /// <summary>
    /// How many instances may be above one that is started by a workflow; default 100. It bounds workflows that start each other for ever.
    /// </summary>
    public int MaxChildDepth { get; set; } = 100;

    /// <summary>How many instances one activity may start at once; default 10 000.</summary>
    public int MaxChildren { get; set; } = 10_000;

    /// <summary>What is recorded of activities when neither they nor their workflow say so; default: everything.</summary>
    public LogPersistenceMode LogPersistence { get; set; } = LogPersistenceMode.Include;

    /// <summary>How flowcharts of instances that do not ask for a mode themselves run. Default: by tokens, as Elsa's reference server.</summary>
    public FlowchartMode FlowchartMode { get; set; }

    /// <summary>
    /// Whether an instance goes on beside a faulted activity when its definition names no incident strategy. Default false: it faults.
    /// </summary>
    public bool ContinueWithIncidents { get; set; }
}
