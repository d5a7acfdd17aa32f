using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Persistence;

namespace Delivery.Workflows.Runtime.Search;

/// <summary>A definition and the workflows that it uses, directly or through others.</summary>
public sealed class DefinitionFamily
{
    private readonly UsedVersions _used;

    private DefinitionFamily(WorkflowBundle bundle, UsedVersions used)
    {
        Bundle = bundle;
        _used = used;
    }

    /// <summary>Ready to be compiled.</summary>
    public WorkflowBundle Bundle { get; }

    /// <summary>The published version of one of them; null when there is none.</summary>
    public WorkflowDefinition? FindPublished(string definitionId) => _used.FindPublished(definitionId);

    /// <summary>Of several definitions at once; what more than one of them uses is read once.</summary>
    internal static async Task<IReadOnlyList<DefinitionFamily>> ReadAsync(
        WorkflowsDbContext db, IReadOnlyList<DefinitionVersion> versions, CancellationToken cancellationToken, StoredVersion? asPublished = null)
    {
        WorkflowDefinition[] roots = [.. versions.Select(version => WorkflowDefinition.Parse(version.Source))];
        var used = new UsedVersions(asPublished);
        while (true)
        {
            DefinitionFamily[] families = [.. roots.Select(root => new DefinitionFamily(WorkflowBundle.Create(root, used.Resolve), used))];
            if (!used.IsIncomplete)
            {
                return families;
            }

            await used.ReadMissingAsync(db, cancellationToken);
        }
    }
}
