namespace Delivery.Workflows.State;

/// <summary>An undo that waits for its scope to need it.</summary>
/// <param name="Number">Rises with each registration of the instance; undos run from the highest down.</param>
/// <param name="Frames">From the outermost execution inside the scope down to the step itself, which is the last.</param>
internal sealed record RegisteredUndo(int Number, IReadOnlyList<UndoFrame> Frames)
{
    /// <summary>The step's execution while it still runs: it has registered its undo before it was done.</summary>
    public int? Running { get; init; }
}
