namespace Delivery.Workflows.Runtime.Definitions;

/// <summary>What an editor saw of a definition: with it, a change is refused when somebody else was faster.</summary>
/// <param name="VersionId">The latest version as the editor knows it.</param>
/// <param name="Revision">That version's <see cref="DefinitionVersion.Revision"/>.</param>
public sealed record DefinitionStamp(string VersionId, int Revision)
{
    /// <summary>There was no such definition, and there must be none yet.</summary>
    public static DefinitionStamp None { get; } = new("", 0);
}
