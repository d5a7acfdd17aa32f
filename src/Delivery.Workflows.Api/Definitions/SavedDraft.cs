using Delivery.Workflows.Runtime.Definitions;

namespace Delivery.Workflows.Api.Definitions;

/// <summary>What a save has brought.</summary>
/// <param name="Version">What is stored now.</param>
/// <param name="Session">The opening of the editor that goes on.</param>
/// <param name="IsOvertaken">A later save of the same editor was there first: that one is stored, and this one is not needed any more.</param>
internal sealed record SavedDraft(DefinitionVersion Version, string Session, bool IsOvertaken = false);
