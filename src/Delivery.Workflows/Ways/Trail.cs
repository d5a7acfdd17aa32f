using Delivery.Workflows.Activities;
using Delivery.Workflows.Graph;

namespace Delivery.Workflows.Ways;

/// <summary>One way to where something was found, kept as it was put together.</summary>
/// <param name="Before">The way to the activity.</param>
/// <param name="Inside">The way through what is inside it.</param>
/// <param name="Node">The activity; null when it only holds others.</param>
/// <param name="Step">How it was passed; null when that says nothing.</param>
internal sealed record Trail(Trail? Before, Trail? Inside, Node? Node, string? Step)
{
    private const int Shown = 8;
    private const int MaxDepth = 600;

    /// <summary>Through one activity. What is inside a workflow that is used is that one's matter; what only holds others has no step of its own.</summary>
    public static Trail Through(Node node, Trail? inside, IReadOnlyList<string>? outcomes)
    {
        if (node.Activity is FlowchartActivity or SequenceActivity or WorkflowActivity)
        {
            return new Trail(null, inside, null, null);
        }

        inside = node.Activity is WorkflowAsActivity ? null : inside;
        var isPlain = outcomes is null or ["Done"] or ["Completed"];
        var says = node.Activity is not EndActivity && !(isPlain && inside is not null);
        return new Trail(null, inside, node, !says ? null : isPlain ? node.DisplayName : $"{node.DisplayName} → {string.Join(", ", outcomes!)}");
    }

    /// <summary>The last steps, the first of them first.</summary>
    public static string Tell(Trail? trail)
    {
        var steps = new List<Trail>();
        Collect(trail, steps, step => step.Step is not null, Shown + 1, 0);
        steps.Reverse();
        return (steps.Count > Shown ? "… → " : "") + string.Join(" → ", steps.TakeLast(Shown).Select(step => step.Step).Append("end"));
    }

    /// <summary>The last activity.</summary>
    public static Node? LastOf(Trail? trail)
    {
        var steps = new List<Trail>();
        Collect(trail, steps, step => step.Node is not null, 1, 0);
        return steps.Count > 0 ? steps[0].Node : null;
    }

    private static void Collect(Trail? trail, List<Trail> steps, Func<Trail, bool> counts, int enough, int depth)
    {
        for (; trail is not null && steps.Count < enough && depth < MaxDepth; trail = trail.Before)
        {
            if (counts(trail))
            {
                steps.Add(trail);
            }

            Collect(trail.Inside, steps, counts, enough, depth + 1);
        }
    }
}
