using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Workflows.Runtime.Search;

/// <summary>The versions that workflows use, read as they turn up: of a long history only what is named, and what is published.</summary>
internal sealed class UsedVersions
{
    private readonly HashSet<WorkflowReference> _known = [];
    private readonly HashSet<WorkflowReference> _missing = [];
    private readonly List<StoredVersion> _rows = [];
    private readonly VersionResolver _resolver;
    private readonly StoredVersion? _asPublished;

    /// <param name="asPublished">A version that is taken for the published one of its definition.</param>
    public UsedVersions(StoredVersion? asPublished = null)
    {
        _resolver = new VersionResolver(_rows);
        _asPublished = asPublished;
        if (asPublished is not null)
        {
            asPublished.IsPublished = true;
            _rows.Add(asPublished);
        }
    }

    /// <summary>Something was asked for that has to be read first.</summary>
    public bool IsIncomplete => _missing.Count > 0;

    public WorkflowDefinition? Resolve(WorkflowReference reference)
    {
        if (_known.Contains(reference))
        {
            return _resolver.Resolve(reference);
        }

        _missing.Add(reference);
        return null;
    }

    /// <summary>The published version of one that was read.</summary>
    public WorkflowDefinition? FindPublished(string definitionId) => _resolver.Resolve(new WorkflowReference { DefinitionId = definitionId });

    public async Task ReadMissingAsync(WorkflowsDbContext db, CancellationToken cancellationToken)
    {
        string[] versionIds = [.. _missing.Select(reference => reference.VersionId).OfType<string>().Distinct()];
        string[] definitionIds = [.. _missing.Select(reference => reference.DefinitionId).OfType<string>().Distinct()];
        int[] numbers = [.. _missing.Select(reference => reference.Version).OfType<int>().Distinct()];
        var rows = await db.Versions.AsNoTracking()
            .Where(row => versionIds.Contains(row.Id)
                || (definitionIds.Contains(row.DefinitionId) && (row.IsPublished || numbers.Contains(row.Version)))
                || (row.IsPublished && db.Versions.Any(named => versionIds.Contains(named.Id) && named.DefinitionId == row.DefinitionId)))
            .ToListAsync(cancellationToken);
        foreach (var row in rows.Where(row => row.DefinitionId == _asPublished?.DefinitionId))
        {
            row.IsPublished = false;
        }

        _rows.AddRange(rows.Where(row => _rows.All(before => before.Id != row.Id)));
        _known.UnionWith(_missing);
        _missing.Clear();
    }
}
