using System.Text.Json.Nodes;
using Delivery.Workflows.Activities;
using Delivery.Workflows.Graph;

namespace Delivery.Workflows.Ways;

internal sealed partial class WayFinder<TState>
{
    private const string Body = "Body";

    /// <summary>Each way carries what is still to be undone on it.</summary>
    private const int MostUndos = 100;

    private void FollowScope(Node node, WayPoint<TState> point, WaySummary<TState> summary)
    {
        if (!node.Ports.TryGetValue(Body, out var body))
        {
            Leave(node, summary, WayExitKind.Completed, [CompensationScope.Done], point, null);
            return;
        }

        var inside = Summarize(body, point with { Undos = point.Undos.Enter(node) });
        summary.AddInside(inside);
        foreach (var exit in inside.Exits)
        {
            if (exit.Kind == WayExitKind.Compensates)
            {
                Undo(node, exit.Point, exit.Trail, summary);
                continue;
            }

            // Whichever way it is left, it is left well.
            var left = exit.Point with { Undos = exit.Point.Undos.Leave(node, CompensationScope.Confirms(node)) };
            var completes = exit.Kind is WayExitKind.Completed or WayExitKind.EndsContainer;
            Leave(node, summary, completes ? WayExitKind.Completed : exit.Kind, completes ? [CompensationScope.Done] : exit.Outcomes, left, exit.Trail);
        }

        if (CompensationScope.CatchesFaults(node))
        {
            foreach (var fault in inside.Running.ToList())
            {
                Undo(node, fault, null, summary);
            }
        }
    }

    private void Undo(Node scope, WayPoint<TState> point, Trail? trail, WaySummary<TState> summary)
    {
        foreach (var undone in Undo(point.Undos.In(scope), point, summary))
        {
            var left = undone with { Undos = undone.Undos.Leave(scope, isFinal: true) };
            Leave(scope, summary, WayExitKind.Completed, [CompensationScope.Compensated], left, trail);
        }
    }

    /// <summary>The points behind the undos of these steps, the first of them first.</summary>
    private HashSet<WayPoint<TState>> Undo(IReadOnlyList<Node> steps, WayPoint<TState> point, WaySummary<TState> summary)
    {
        var points = new HashSet<WayPoint<TState>> { point };
        foreach (var step in steps.Where(step => step.Ports.ContainsKey(CompensableStep.Undo)))
        {
            var after = new HashSet<WayPoint<TState>>();
            foreach (var before in points)
            {
                CountStep(step);
                var inside = Summarize(step.Ports[CompensableStep.Undo], before);
                summary.Waiting.UnionWith(inside.Waiting);
                // Whatever ends an undo ends that undo alone.
                after.UnionWith(inside.Exits.Select(exit => exit.Point));
            }

            points = after;
        }

        return points;
    }

    private void FollowStep(Node node, WayPoint<TState> point, WaySummary<TState> summary)
    {
        if (point.Undos.Count >= MostUndos)
        {
            throw new TooManyWaysException(node);
        }

        var done = point with { Undos = point.Undos.Add(node) };
        if (!node.Ports.TryGetValue(Body, out var body))
        {
            Leave(node, summary, WayExitKind.Completed, null, done, null);
            return;
        }

        var isUndoneFromStart = node.FindInput("UndoFrom")?.Raw is JsonValue value && value.TryGetValue(out string? from) && from == "Start";
        var inside = Summarize(body, isUndoneFromStart ? done : point);
        summary.AddInside(inside);
        foreach (var exit in inside.Exits)
        {
            PassOn(node, summary, exit with { Point = exit.Point with { Undos = exit.Point.Undos.Add(node) } });
        }
    }

    private void FollowInterruptible(Node node, WayPoint<TState> point, WaySummary<TState> summary)
    {
        if (!node.Ports.TryGetValue(Body, out var body))
        {
            Leave(node, summary, WayExitKind.Completed, ["Completed"], point, null);
            return;
        }

        var inside = Summarize(body, point);
        summary.AddInside(inside);
        foreach (var exit in inside.Exits)
        {
            var completes = exit.Kind is WayExitKind.Completed or WayExitKind.EndsContainer;
            Leave(node, summary, completes ? WayExitKind.Completed : exit.Kind, completes ? ["Completed"] : exit.Outcomes, exit.Point, exit.Trail);
        }

        var place = new WayPlace(Public(node), ["Completed", "Interrupted"], name => WayValues.Input(node, point.Values, name));
        foreach (var met in inside.Waiting.ToList())
        {
            // What is inside is cancelled, and its scopes undo; what it knew is gone with it.
            var (undos, left) = met.Undos.Cancel(point.Undos);
            foreach (var state in _states.Interrupt(place, met.State))
            {
                foreach (var undone in Undo(undos, met with { State = state }, summary))
                {
                    Leave(node, summary, WayExitKind.Completed, ["Interrupted"], new WayPoint<TState>(undone.State, undone.Values.Without(body), left), null);
                }
            }
        }
    }
}
