using System.Globalization;
using Delivery.Workflows.Activities;
using Delivery.Workflows.Graph;
using Delivery.Workflows.State;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Alterations;

/// <summary>A state machine is in a state, which must be there; and what runs in it knows its transition by place, which may be another.</summary>
internal static class StateMachineMigration
{
    public static void Check(Node node, ExecutionState execution, List<AlterationProblem> problems)
    {
        var state = JsonValues.TextOrNull(execution.Properties?[StateMachineActivity.CurrentState]);
        if (state is not null && ((StateMachinePlan)node.Plan!).Find(state) is null)
        {
            problems.Add(new AlterationProblem(node.NodeId, $"'{node.Name ?? node.Id}' is in the state '{state}', which the new version does not have."));
        }
    }

    /// <summary>The transition with the same name and ends, of which the activity is the same part.</summary>
    public static string MoveTag(Node oldMachine, Node newMachine, Node child, string tag, List<AlterationProblem> problems)
    {
        var colon = tag.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            return tag;
        }

        var step = tag[..colon];
        var old = ((StateMachinePlan)oldMachine.Plan!).Items[int.Parse(tag[(colon + 1)..], CultureInfo.InvariantCulture)];
        var plan = (StateMachinePlan)newMachine.Plan!;
        var found = plan.Items.Find(item => (item.Name, item.From, item.To) == (old.Name, old.From, old.To) && Part(plan, item, step) == child);
        if (found is not null)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{step}:{found.Index}");
        }

        problems.Add(new AlterationProblem(
            child.NodeId, $"'{child.Name ?? child.Id}' is active as the {step} of the transition '{old.Name}', and is not in the new version."));
        return tag;
    }

    private static Node? Part(StateMachinePlan plan, StateMachinePlan.Transition transition, string step) => step switch
    {
        StateMachineActivity.Trigger => transition.Trigger,
        StateMachineActivity.Action => transition.Action,
        _ => plan.Find(transition.From)?.Exit,
    };
}
