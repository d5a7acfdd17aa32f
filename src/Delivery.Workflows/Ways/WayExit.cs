namespace Delivery.Workflows.Ways;

/// <summary>How an activity is left.</summary>
/// <param name="Kind">What follows.</param>
/// <param name="Outcomes">By which outcomes at once; null when none is named.</param>
/// <param name="Point">What is known then.</param>
/// <param name="Trail">One way through the activity to there.</param>
internal sealed record WayExit<TState>(WayExitKind Kind, IReadOnlyList<string>? Outcomes, WayPoint<TState> Point, Trail? Trail)
    where TState : notnull, IEquatable<TState>
{
    /// <summary>Exits with one key lead on alike.</summary>
    public (WayExitKind Kind, string? Outcomes, WayPoint<TState> Point) Key => (Kind, Outcomes is null ? null : string.Join('\n', Outcomes), Point);
}
