using Delivery.Workflows.Expressions;

namespace Delivery.Workflows.Execution;

/// <summary>Decides what of one execution is recorded: the property's setting goes before the activity's, the workflow's and the engine's.</summary>
internal readonly struct RecordFilter
{
    private readonly EvaluationScope _scope;
    private readonly LogPersistencePlan? _plan;
    private readonly LogPersistenceMode _default;

    public RecordFilter(ActivityExecution execution)
    {
        _scope = new EvaluationScope(execution);
        _plan = execution.Node.LogPersistence;
        _default = _plan?.Default(_scope) ?? execution.Node.Workflow.LogPersistence?.Default(_scope) ?? execution.Run.Options.LogPersistence;
    }

    public bool Input(string name) => Includes(_plan?.Input(name, _scope));

    public bool Output(string name) => Includes(_plan?.Output(name, _scope));

    public bool InternalState => Includes(_plan?.InternalState(_scope));

    private bool Includes(LogPersistenceMode? mode) => (mode ?? _default) != LogPersistenceMode.Exclude;
}
