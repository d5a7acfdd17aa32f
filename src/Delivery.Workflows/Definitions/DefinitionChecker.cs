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
    // Looking for boxes that are held back compares pairs of activities along all arrows.
    private const int LargestFlowchart = 250;
    private const int MostArrows = 1000;

    private readonly List<DefinitionProblem> _problems = [];
    private readonly FlowchartMode _mode;
    private readonly ScriptNamesCheck _names;
    private readonly bool _isForOthers;

    private DefinitionChecker(FlowchartMode mode, CompiledBundle graph)
    {
        _mode = mode;
        _names = new ScriptNamesCheck(graph);
        _isForOthers = WorkflowDescriptors.IsUsable(graph.Bundle.Root);
    }

    /// <summary>Whether a flowchart is so small that activities may be compared in pairs.</summary>
    public static bool LooksAtMerges(FlowchartPlan plan) => plan.Activities.Count <= LargestFlowchart && plan.Connections.Count <= MostArrows;

    public static IReadOnlyList<DefinitionProblem> Check(
        WorkflowBundle bundle, ActivityCatalog catalog, WorkflowEngineOptions options, FlowchartMode mode, IReadOnlyList<IDefinitionRule> rules)
    {
        List<DefinitionProblem> problems = [];
        try
        {
            var graph = bundle.Compile(catalog);
            problems = new DefinitionChecker(mode, graph).Check(graph);
            if (!problems.Exists(problem => problem.IsError))
            {
                TriggerFinder.Find(graph, options, DateTimeOffset.UnixEpoch);
            }

            if (rules.Count > 0)
            {
                var drawn = WorkflowGraph.Create(bundle, catalog, _ => null);
                problems.AddRange(rules.SelectMany(rule => rule.Check(drawn)));
            }
        }
        catch (WorkflowDefinitionException e)
        {
            problems.Add(OfWhole(bundle, e.Message));
        }
        catch (InsufficientExecutionStackException)
        {
            problems.Add(OfWhole(bundle, "A script in it is nested too deeply to be checked. Write it in several steps."));
        }

        // A workflow that is used in several places is wrong once.
        return [.. problems.DistinctBy(problem => (problem.IsError, problem.DefinitionId, problem.ActivityId, problem.Message))];
    }

    private static DefinitionProblem OfWhole(WorkflowBundle bundle, string message) => new(true, null, message)
    {
        DefinitionId = bundle.Root.DefinitionId,
        DefinitionName = bundle.Root.Name ?? bundle.Root.DefinitionId,
    };

    private List<DefinitionProblem> Check(CompiledBundle graph)
    {
        foreach (var node in graph.Nodes.Values)
        {
            CheckNode(node);
        }

        return _problems;
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
            case SequenceActivity:
                foreach (var (dead, end) in DeadActivities.In(node.Activities))
                {
                    Warning(dead, $"It never runs: '{end.DisplayName}' before it ends the sequence. Draw it before that one, or remove it.");
                }

                break;
            case EventActivity when IsBlank(node, "EventName"):
                Warning(node, "It does not say which event it waits for, so that none ever comes. Name one.");
                break;
            case RunTaskActivity when IsBlank(node, "TaskName"):
                Warning(node, "It does not say which task is to be done. Name one.");
                break;
            case StateMachineActivity:
                CheckStates(node, (StateMachinePlan)node.Plan!);
                break;
            case CompensableStep or CompensateActivity when !_isForOthers && !IsInside<CompensationScope>(node):
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

        foreach (var input in node.Inputs.Where(input => input.Descriptor.IsRequired && IsBlank(node, input.Name)))
        {
            Error(node, $"Its input '{input.Descriptor.DisplayName ?? input.Name}' is missing. Fill it in.");
        }

        foreach (var (name, expression) in ScriptNamesCheck.ExpressionsOf(node))
        {
            CheckExpression(node, name, expression);
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

    private void CheckExpression(Node node, string name, Expression expression)
    {
        var reason = expression switch
        {
            JavaScriptExpression { Script: { IsBlank: false, Error: { } error } } => $"is not JavaScript: {error}",
            LiquidExpression { Template: { IsBlank: false, Error: { } error } } => $"is not Liquid: {error}",
            UnsupportedExpression unsupported => $"cannot be evaluated: {unsupported.Reason}",
            VariableExpression variable when !IsVariable(node, variable.Id) => "refers to a variable that is not in scope here. Choose the variable again.",
            _ => null,
        };
        if (reason is not null)
        {
            Error(node, $"The input '{name}' {reason}");
            return;
        }

        foreach (var doubt in _names.Check(node, expression))
        {
            Warning(node, $"The input '{name}' {doubt}");
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

        foreach (var dead in DeadActivities.In(plan))
        {
            Warning(dead, $"It never runs: no arrow leads to it from the start, '{plan.Start(null)!.DisplayName}'. Connect it, or remove it.");
        }

        if (LooksAtMerges(plan))
        {
            CheckMerges(plan);
        }
        else
        {
            Warning(node, $"It has more than {LargestFlowchart} activities or {MostArrows} arrows, so that not all checks look at it. Move parts of it into workflows of their own.");
        }

        if (_mode == FlowchartMode.CounterBased && plan.Start(null) is { } start)
        {
            CheckLoops(plan, plan.Graph(start));
        }
    }

    private void CheckMerges(FlowchartPlan plan)
    {
        foreach (var join in DeadBranches.Joins(plan))
        {
            Warning(join, "It waits for every branch, but a decision before it can leave a branch out; then it waits for ever. Let it wait for the active branches.");
        }

        foreach (var (box, wait) in plan.Start(null) is { } start ? HeldBackBoxes.In(plan, plan.Graph(start)) : [])
        {
            Warning(
                box,
                $"'{wait.DisplayName}' beside it holds it back: it does not run before that wait is over. Put what the wait shall interrupt into an "
                + "interruptible, or merge the two in a join that says which of them it waits for.");
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

    /// <summary>Nothing, or an emptied field; what only an expression says is not known.</summary>
    private static bool IsBlank(Node node, string name) => node.FindInput(name) switch
    {
        { Descriptor.DefaultValue: not null } => false,
        { Expression: null, Raw: null } => true,
        { Expression: LiteralExpression { Value: var value } } => value is null || (JsonValues.IsText(value) && string.IsNullOrWhiteSpace(JsonValues.Text(value))),
        _ => false,
    };

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

    private void Error(Node node, string message) => _problems.Add(DefinitionProblem.At(node, true, message));

    private void Warning(Node node, string message) => _problems.Add(DefinitionProblem.At(node, false, message));
}
