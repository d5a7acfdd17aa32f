using Delivery.Workflows.Activities;
using Delivery.Workflows.Expressions;
using Delivery.Workflows.Flow;
using Delivery.Workflows.Graph;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Ways;

internal sealed partial class WayFinder<TState>
{
    private static readonly System.Reflection.Assembly Engine = typeof(Activity).Assembly;

    private void FollowLeaf(Node node, WayPoint<TState> point, WaySummary<TState> summary)
    {
        var outcomes = Outcomes(node);
        if (node.Activity.GetType().Assembly == Engine)
        {
            FollowOwn(node, outcomes, point, summary);
            return;
        }

        var place = new WayPlace(Public(node), outcomes, name => WayValues.Input(node, point.Values, name));
        var step = _states.Pass(place, point.State);
        if (node.Descriptor.WaitsForOthers)
        {
            Wait(node, point with { State = step.During }, summary);
        }

        foreach (var (outcome, state) in step.Exits)
        {
            Leave(node, summary, WayExitKind.Completed, Named(outcome), Passed(node, point) with { State = state }, null);
        }
    }

    /// <summary>Activities of the engine.</summary>
    private void FollowOwn(Node node, string[] outcomes, WayPoint<TState> point, WaySummary<TState> summary)
    {
        if (!HappensAtOnce(node))
        {
            Wait(node, point, summary);
        }

        var passed = Passed(node, point);
        switch (node.Activity)
        {
            case EndActivity:
                Leave(node, summary, WayExitKind.EndsContainer, null, passed, null);
                break;
            case BreakActivity:
                Leave(node, summary, WayExitKind.BreaksLoop, null, passed, null);
                break;
            case FinishActivity:
                Leave(node, summary, WayExitKind.Finishes, null, passed, null);
                break;
            case CompensateActivity:
                Leave(node, summary, WayExitKind.Compensates, null, passed, null);
                break;
            case FaultActivity:
                // It stays, as an incident; where a scope catches it, that one has seen the point.
                break;
            case CompleteActivity:
                foreach (var left in CompleteOutcomes(node, point.Values))
                {
                    Leave(node, summary, WayExitKind.CompletesWorkflow, left, passed, null);
                }

                break;
            case FlowForkActivity:
                Leave(node, summary, WayExitKind.Completed, outcomes, passed, null);
                break;
            case FlowDecisionActivity when WayValues.Input(node, point.Values, "Condition") is { IsKnown: true } condition:
                Leave(node, summary, WayExitKind.Completed, [condition.IsTruthy == true ? "True" : "False"], passed, null);
                break;
            case var _ when outcomes is ["Done"]:
                Leave(node, summary, WayExitKind.Completed, null, passed, null);
                break;
            default:
                foreach (var outcome in outcomes)
                {
                    Leave(node, summary, WayExitKind.Completed, Named(outcome), passed, null);
                }

                break;
        }
    }

    /// <summary>An activity that has nothing to say about it is left without an outcome, which <c>Done</c> stands for on arrows.</summary>
    private static IReadOnlyList<string>? Named(string outcome) => outcome == "Done" ? null : [outcome];

    private WayPoint<TState> Passed(Node node, WayPoint<TState> point) => point with { Values = _values.Pass(node, point.Values) };

    private void Wait(Node node, WayPoint<TState> point, WaySummary<TState> summary)
    {
        summary.Waiting.Add(point);
        summary.Running.Add(point);
        if (node is { Descriptor.WaitsForOthers: true, CanStartWorkflow: false })
        {
            _waits.Add((node, point.State));
        }
    }

    private static bool HappensAtOnce(Node node) => !node.Descriptor.WaitsForOthers && !node.RunsInBackground && node.Activity is SetVariableActivity
        or SetOutputActivity or SetNameActivity or CorrelateActivity or WriteLineActivity or RunJavaScriptActivity or FlowDecisionActivity or FlowSwitchActivity
        or FlowForkActivity or FlowJoinActivity or StartActivity or EndActivity or BreakActivity or FinishActivity or CompleteActivity or CompensateActivity
        or FaultActivity or PublishEventActivity or WriteHttpResponseActivity;

    /// <summary>Those that the type has, and those that arrows name: some types have outcomes that only the activity knows, drawn or not.</summary>
    private static string[] Outcomes(Node node)
    {
        var ports = node.Descriptor.Ports.Where(port => port.Kind == PortKind.Flow).Select(port => port.Name);
        var drawn = node.Activity.GetType().Assembly == Engine && node.Parent?.Plan is FlowchartPlan plan ? plan.Outbound(node).Select(connection => connection.Port ?? "Done") : [];
        IEnumerable<string> own = node.Activity switch
        {
            FlowSwitchActivity => ((SwitchCases)node.Plan!).Labels,
            // A script need not say anything.
            RunJavaScriptActivity => ["Done"],
            _ => [],
        };
        string[] outcomes = [.. ports.Concat(drawn).Concat(own).Distinct()];
        return outcomes.Length > 0 ? outcomes : ["Done"];
    }

    /// <summary>The outcomes that it is sure to name; when they are computed, each that the workflow has.</summary>
    private static IEnumerable<IReadOnlyList<string>?> CompleteOutcomes(Node node, KnownValues values)
    {
        if (node.FindInput("Outcomes") is not { IsSet: true } input)
        {
            return [null];
        }

        if (input.Expression is LiteralExpression or ObjectExpression)
        {
            return [CompleteActivity.Outcomes(input.Expression.Evaluate(default))];
        }

        var known = WayValues.Input(node, values, "Outcomes");
        return known.IsKnown
            ? [known.Value is { } value ? CompleteActivity.Outcomes(JsonValues.Own(value)) : null]
            : node.Workflow.Definition.Outcomes.Count > 0 ? node.Workflow.Definition.Outcomes.Select(outcome => (IReadOnlyList<string>?)[outcome]) : [null];
    }
}
