using System.Text.Json.Nodes;
using Delivery.Workflows.Activities;
using Delivery.Workflows.Execution;
using Delivery.Workflows.Graph;

namespace Delivery.Workflows.Expressions;

/// <summary>What expressions of one activity execution can see and change.</summary>
internal readonly struct EvaluationScope(ActivityExecution execution, Dictionary<string, JsonNode?>? arguments = null)
{
    public InstanceRun Run => execution.Run;

    public WorkflowDefinition Definition => execution.Node.Workflow.Definition;

    public ExpressionLimits Limits => execution.Run.Options.Expressions;

    public IEnumerable<string> VariableNames => Loop is { } loop ? loop.Keys.Concat(VariableScope.Names(Variables)) : VariableScope.Names(Variables);

    /// <summary>Given to this one evaluation, under their bare names too.</summary>
    public IReadOnlyDictionary<string, JsonNode?>? Arguments => arguments;

    public bool IsNested => execution.Node.Workflow.IsNested;

    /// <summary>Evaluated inputs of the activity itself.</summary>
    public IReadOnlyDictionary<string, JsonNode?>? ActivityInputs => execution.Inputs;

    public bool TryGetVariableById(string id, out JsonNode? value) => VariableScope.TryGetById(Variables, id, out value);

    public bool TryGetVariable(string name, out JsonNode? value) =>
        (Loop is { } loop && loop.TryGetValue(name, out value)) || VariableScope.TryGetByName(Variables, name, out value);

    public void SetVariable(string name, JsonNode? value)
    {
        if (Loop is { } loop && loop.ContainsKey(name))
        {
            loop[name] = value;
        }
        else
        {
            VariableScope.SetByName(Variables, name, value);
        }
    }

    /// <summary>Inside a workflow used as an activity its arguments are variables; otherwise the instance's input.</summary>
    public JsonNode? GetInput(string name) =>
        IsNested && TryGetVariable(name, out var argument) ? argument : Run.Input.GetValueOrDefault(name);

    public Node? FindActivity(string idOrName) => execution.Node.Workflow.Find(idOrName);

    public IReadOnlyList<Node> ActivitiesOfWorkflow => execution.Node.Workflow.All;

    public JsonNode? GetOutput(Node activity, string output)
    {
        var key = OutputKey(activity.Id, output);
        for (var scope = execution.Parent; scope is not null; scope = scope.Parent)
        {
            if (scope.ChildOutputs is { } outputs && outputs.TryGetValue(key, out var value))
            {
                return value;
            }
        }

        return null;
    }

    public static string OutputKey(string activityId, string output) => $"{activityId}.{output}";

    /// <summary>
    /// The arguments of a workflow used as an activity are its own variables, seen from inside only: what they are given is evaluated outside,
    /// where an argument of the same name is the surrounding workflow's.
    /// </summary>
    private ActivityExecution Variables => IsComposite ? execution.Parent! : execution;

    /// <summary>What a loop says to a workflow used as its body: that is for outside and inside.</summary>
    private Dictionary<string, JsonNode?>? Loop => IsComposite ? execution.DynamicVariables : arguments;

    private bool IsComposite => execution.Node.Activity is WorkflowAsActivity;
}
