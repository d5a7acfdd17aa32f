using Delivery.Workflows.Graph;

namespace Delivery.Workflows.Flow;

/// <summary>Finds activities that never run: no way from a start leads to them.</summary>
internal static class DeadActivities
{
    /// <summary>Of a flowchart. Whatever can start the workflow is a start, and nothing comes behind an activity that ends the flowchart.</summary>
    public static IEnumerable<Node> In(FlowchartPlan plan)
    {
        var reached = plan.Activities.Where(node => node.CanStartWorkflow).ToHashSet();
        if (plan.Start(null) is { } start)
        {
            reached.Add(start);
        }

        var pending = new Stack<Node>(reached);
        while (pending.TryPop(out var node))
        {
            foreach (var connection in node.IsTerminal ? [] : plan.Outbound(node))
            {
                if (reached.Add(connection.Target))
                {
                    pending.Push(connection.Target);
                }
            }
        }

        return plan.Activities.Where(node => !reached.Contains(node));
    }

    /// <summary>Of a sequence, each with the activity that ends it.</summary>
    public static IEnumerable<(Node Dead, Node End)> In(IReadOnlyList<Node> sequence) =>
        sequence.FirstOrDefault(node => node.IsTerminal) is { } end
            ? sequence.SkipWhile(node => node != end).Skip(1).Select(node => (node, end))
            : [];
}
