namespace Delivery.Workflows;

/// <summary>Writes a line to the host's output.</summary>
/// <param name="Text">The line.</param>
public sealed record WriteLine(string Text) : Effect;
