namespace Delivery.Workflows.Tests.Conformance;

/// <summary>How the engine of a case differs from the default one.</summary>
internal sealed record CaseOptions
{
    public bool ContinueWithIncidents { get; init; }

    public int? MaxActivitiesPerBurst { get; init; }

    public FlowchartMode FlowchartMode { get; init; }

    public WorkflowEngineOptions ToEngine()
    {
        var options = new WorkflowEngineOptions { ContinueWithIncidents = ContinueWithIncidents, FlowchartMode = FlowchartMode };
        options.MaxActivitiesPerBurst = MaxActivitiesPerBurst ?? options.MaxActivitiesPerBurst;
        return options;
    }
}
