namespace Delivery.Workflows.Runtime.Definitions;

/// <summary>
/// Finds the version that a workflow means by an activity that runs another workflow: by version id, else by number, else the published one.
/// A definition with <c>autoUpdateConsumingWorkflows</c> always answers with its published version.
/// </summary>
internal sealed class VersionResolver(IReadOnlyList<StoredVersion> versions)
{
    private readonly Dictionary<string, WorkflowDefinition> _parsed = [];

    public WorkflowDefinition? Resolve(WorkflowReference reference)
    {
        var named = versions.FirstOrDefault(version => version.Id == reference.VersionId);
        var definitionId = reference.DefinitionId ?? named?.DefinitionId;
        var published = versions.FirstOrDefault(version => version.DefinitionId == definitionId && version.IsPublished);
        if (published is not null && DefinitionDocuments.LeadsConsumers(Parse(published)))
        {
            return Parse(published);
        }

        named ??= versions.FirstOrDefault(version => version.DefinitionId == definitionId && version.Version == reference.Version);
        return (named ?? published) is { } found ? Parse(found) : null;
    }

    private WorkflowDefinition Parse(StoredVersion version) =>
        _parsed.TryGetValue(version.Id, out var parsed) ? parsed : _parsed[version.Id] = WorkflowDefinition.Parse(version.Source);
}
