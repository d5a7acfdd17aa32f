using System.Text.Json.Nodes;
using Delivery.Workflows.Activities;
using Delivery.Workflows.Execution;
using Delivery.Workflows.Expressions;
using Delivery.Workflows.Flow;
using Delivery.Workflows.Graph;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Definitions;

/// <summary>Looks for mistakes that would show only when an instance runs into them.</summary>
internal sealed class DefinitionChecker
{
    private readonly List<DefinitionProblem> _problems = [];
    private readonly FlowchartMode _mode;

    private DefinitionChecker(FlowchartMode mode) => _mode = mode;

    public static IReadOnlyList<DefinitionProblem> Check(
        WorkflowBundle bundle, ActivityCatalog catalog, WorkflowEngineOptions options, FlowchartMode mode)
    {
        var checker = new DefinitionChecker(mode);
        try
        {
            var graph = bundle.Compile(catalog);
            foreach (var node in graph.Nodes.Values)
            {
                checker.CheckNode(node);
            }

            if (!checker._problems.Exists(problem => problem.IsError))
            {
                TriggerFinder.Find(graph, options, DateTimeOffset.UnixEpoch);
            }
        }
        catch (WorkflowDefinitionException e)
        {
            checker._problems.Add(new DefinitionProblem(true, null, e.Message));
        }

        return checker._problems;
    }

    private void CheckNode(Node node)
    {
        switch (node.Activity)
        {
            case WorkflowActivity:
                CheckDefinition(node);
                break;
            case NotFoundActivity:
                Error(node, $"The activity type '{node.Type}' is not known here. Install it, or replace the activity.");
                break;
            case SetVariableActivity when Text(node.FindInput("Variable")?.Raw, "id") is not { } id || !IsVariable(node, id):
                Error(node, "It sets a variable that is not in scope here. Choose the variable again.");
                break;
            case DispatchWorkflowActivity or ExecuteWorkflowActivity or BulkDispatchWorkflowsActivity
                when node.FindInput(Children.WorkflowDefinitionId) is { Expression: null or LiteralExpression } workflow
                && string.IsNullOrWhiteSpace(JsonValues.TextOrNull(workflow.Expression?.Evaluate(default))):
                Error(node, "It does not say which workflow it starts. Choose one.");
                break;
            case FlowchartActivity:
                CheckConnections(node);
                break;
            case StateMachineActivity:
                CheckStates(node, (StateMachinePlan)node.Plan!);
                break;
            case CompensableStep or CompensateActivity when !IsInside<CompensationScope>(node):
                Warning(node, "There is no compensation scope around it here, so there is nothing to undo unless the workflow is used inside one.");
                break;
            case CompensableStep when !node.Ports.ContainsKey(CompensableStep.Undo):
                Warning(node, "It has no undo, so it does what its body does.");
                break;
            case ForActivity when !node.Ports.ContainsKey("Body"):
                Warning(node, "It has no body and so never completes.");
                break;
            case CronActivity when node.FindInput(CronSchedule.Input) is { Expression: null or LiteralExpression } input
                && CronSchedule.Problem(JsonValues.TextOrNull(input.Expression?.Evaluate(default))) is { } problem:
                Error(node, problem);
                break;
        }

        foreach (var variable in node.Variables.Where(variable => !variable.IsPersistent))
        {
            Warning(node, $"The variable '{variable.Name}' has no storage driver and loses its value whenever the workflow waits.");
        }

        foreach (var input in node.Inputs)
        {
            CheckExpression(node, input);
        }

        foreach (var output in node.Outputs.Where(output => output.Converter?.Problem is not null))
        {
            Error(node, $"The output '{output.Name}' {output.Converter!.Problem}");
        }

        foreach (var output in node.Outputs.Where(output => output.Target is not null && !IsVariable(node, output.Target) && !IsOutput(node, output.Target)))
        {
            Warning(node, $"The output '{output.Name}' goes to '{output.Target}', which is neither a variable in scope nor an output of the workflow.");
        }
    }

    private void CheckDefinition(Node node)
    {
        var definition = node.Workflow.Definition;
        foreach (var name in Duplicates(definition.Inputs).Concat(Duplicates(definition.Outputs)))
        {
            Error(node, $"The name '{name}' is used twice among the inputs or the outputs. Rename one.");
        }

        if (IncidentStrategies.Unknown(definition) is { } strategy)
        {
            Error(node, $"The incident strategy '{strategy}' is not known. Choose FaultStrategy or ContinueWithIncidentsStrategy.");
        }
    }

    private void CheckExpression(Node node, InputBinding input)
    {
        var reason = input.Expression switch
        {
            JavaScriptExpression { Script: { IsBlank: false, Error: { } error } } => $"is not JavaScript: {error}",
            LiquidExpression { Template: { IsBlank: false, Error: { } error } } => $"is not Liquid: {error}",
            UnsupportedExpression unsupported => $"cannot be evaluated: {unsupported.Reason}",
            VariableExpression variable when !IsVariable(node, variable.Id) => "refers to a variable that is not in scope here. Choose the variable again.",
            _ => null,
        };
        if (reason is not null)
        {
            Error(node, $"The input '{input.Name}' {reason}");
        }
    }

    private void CheckConnections(Node node)
    {
        var plan = (FlowchartPlan)node.Plan!;
        var drawn = node.Json.ObjectsMember("connections").Count();
        if (drawn > plan.Connections.Count)
        {
            Warning(node, $"{drawn - plan.Connections.Count} of its connections lead from or to an activity that is not there.");
        }

        foreach (var join in DeadBranches.Joins(plan))
        {
            Warning(join, "It waits for every branch, but a decision before it can leave a branch out; then it waits for ever. Let it wait for the active branches.");
        }

        if (_mode == FlowchartMode.CounterBased && plan.Start(null) is { } start)
        {
            CheckLoops(plan, plan.Graph(start));
        }
    }

    private void CheckLoops(FlowchartPlan plan, FlowGraph graph)
    {
        foreach (var back in graph.Backward.Where(back => !graph.IsLoop(back)))
        {
            Error(
                back.Source,
                $"Its arrow back to '{back.Target.Name ?? back.Target.Id}' enters a loop from the side: there is a way around that activity. "
                + "Lead it to an activity that every way comes through.");
        }

        foreach (var (box, loop) in LoopMerges.In(plan, graph))
        {
            Error(
                box,
                $"It merges an arrow from inside the loop that leads back to '{loop.Name ?? loop.Id}' with one from outside of it. "
                + "In counter mode it does not run from the loop's second round on. Merge them in a join that waits for any.");
        }
    }

    private void CheckStates(Node node, StateMachinePlan plan)
    {
        if (plan.Find(plan.InitialState) is null)
        {
            Warning(node, $"Its initial state '{plan.InitialState}' is not one of its states, so it completes at once.");
        }

        foreach (var transition in plan.Items.Where(transition => plan.Find(transition.To) is null))
        {
            Warning(node, $"Its transition '{transition.Name}' leads to '{transition.To}', which is not one of its states.");
        }
    }

    private static bool IsInside<TActivity>(Node node)
    {
        var around = node.Parent;
        while (around is not null && around.Activity is not TActivity)
        {
            around = around.Parent;
        }

        return around is not null;
    }

    private static bool IsVariable(Node node, string id)
    {
        for (var scope = node; scope is not null; scope = scope.Parent)
        {
            if (scope.Variables.Any(variable => variable.Id == id))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOutput(Node node, string name) => node.Workflow.Definition.Outputs.Any(output => output.Name == name);

    private static IEnumerable<string> Duplicates(IEnumerable<WorkflowArgument> arguments) =>
        arguments.GroupBy(argument => argument.Name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key);

    private static string? Text(JsonNode? json, string member) => (json as JsonObject)?.TextMember(member);

    private void Error(Node node, string message) => _problems.Add(new DefinitionProblem(true, node.NodeId, message));

    private void Warning(Node node, string message) => _problems.Add(new DefinitionProblem(false, node.NodeId, message));
}
