namespace Delivery.Workflows.Runtime.Definitions;

/// <summary>A definition's file.</summary>
/// <param name="Name">Without its folder.</param>
/// <param name="Text">Its content.</param>
internal sealed record DefinitionFile(string Name, string Text);
