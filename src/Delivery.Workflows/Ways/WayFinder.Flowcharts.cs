using Delivery.Workflows.Definitions;
using Delivery.Workflows.Flow;
using Delivery.Workflows.Graph;

namespace Delivery.Workflows.Ways;

internal sealed partial class WayFinder<TState>
{
    /// <summary>
    /// What is to run is a set: of several that run side by side the first that none of the others leads to, so that a box behind two
    /// branches runs behind both.
    /// </summary>
    private void FollowFlowchart(Node node, WayPoint<TState> point, WaySummary<TState> summary)
    {
        var plan = (FlowchartPlan)node.Plan!;
        if (plan.Start(null) is not { } start)
        {
            Leave(node, summary, WayExitKind.Completed, null, point, null);
            return;
        }

        if (!DefinitionChecker.LooksAtMerges(plan))
        {
            throw new TooManyWaysException(node);
        }

        var graph = plan.Graph(start);
        var seen = new HashSet<(string Places, WayPoint<TState> Point)>();
        var pending = new Queue<(IReadOnlyList<Node> Places, WayPoint<TState> Point, Trail? Trail)>();
        // Each start is a way of its own.
        foreach (var first in plan.Activities.Where(activity => activity.CanStartWorkflow && node.Parent?.Parent is null).Append(start).Distinct())
        {
            Enqueue([first], point, null);
        }

        while (pending.TryDequeue(out var stage))
        {
            CountStep(node, stage.Places.Count);
            var place = Next(stage.Places, graph);
            var inside = Summarize(place, stage.Point);
            summary.AddInside(inside);
            foreach (var exit in inside.Exits)
            {
                CountStep(place);
                var trail = new Trail(stage.Trail, exit.Trail, null, null);
                if (exit.Kind != WayExitKind.Completed)
                {
                    PassOn(node, summary, exit with { Trail = trail });
                    continue;
                }

                var targets = plan.Outbound(place).Where(connection => connection.IsFollowed(exit.Outcomes)).Select(connection => connection.Target);
                Node[] places = [.. stage.Places.Where(other => other != place).Concat(targets).Distinct()];
                if (places.Length == 0)
                {
                    Leave(node, summary, WayExitKind.Completed, null, exit.Point, trail);
                }
                else
                {
                    Enqueue(places, exit.Point, trail);
                }
            }
        }

        void Enqueue(IReadOnlyList<Node> places, WayPoint<TState> at, Trail? trail)
        {
            var key = places.Count == 1 ? places[0].Id : string.Join('\n', places.Select(place => place.Id).Order(StringComparer.Ordinal));
            if (seen.Add((key, at)))
            {
                pending.Enqueue((places, at, trail));
            }
        }
    }

    private static Node Next(IReadOnlyList<Node> places, FlowGraph graph) =>
        places.FirstOrDefault(place => !places.Any(other => other != place && graph.IsAncestor(other, place))) ?? places[0];
}
