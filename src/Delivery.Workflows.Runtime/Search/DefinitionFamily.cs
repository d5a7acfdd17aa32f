using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Workflows.Runtime.Search;

/// <summary>A definition and the workflows that it uses, directly or through others.</summary>
public sealed class DefinitionFamily
{
    private readonly Dictionary<string, WorkflowDefinition> _published;

    private DefinitionFamily(WorkflowBundle bundle, Dictionary<string, WorkflowDefinition> published)
    {
        Bundle = bundle;
        _published = published;
    }

    /// <summary>Ready to be compiled.</summary>
    public WorkflowBundle Bundle { get; }

    /// <summary>The published version of one of them; null when there is none.</summary>
    public WorkflowDefinition? FindPublished(string definitionId) => _published.GetValueOrDefault(definitionId);

    internal static async Task<DefinitionFamily> ReadAsync(WorkflowsDbContext db, DefinitionVersion version, CancellationToken cancellationToken)
    {
        var root = WorkflowDefinition.Parse(version.Source);
        var known = new Dictionary<string, List<StoredVersion>>(StringComparer.Ordinal);
        while (true)
        {
            var missing = new HashSet<string>(StringComparer.Ordinal);
            var resolver = new VersionResolver([.. known.Values.SelectMany(versions => versions)]);
            var bundle = WorkflowBundle.Create(root, reference =>
            {
                var found = resolver.Resolve(reference);
                if (found is null && reference.DefinitionId is { } id && !known.ContainsKey(id))
                {
                    missing.Add(id);
                }

                return found;
            });
            if (missing.Count == 0)
            {
                return new DefinitionFamily(bundle, Published(known));
            }

            var rows = await db.Versions.AsNoTracking().Where(row => missing.Contains(row.DefinitionId)).ToListAsync(cancellationToken);
            foreach (var id in missing)
            {
                known[id] = [.. rows.Where(row => row.DefinitionId == id)];
            }
        }
    }

    private static Dictionary<string, WorkflowDefinition> Published(Dictionary<string, List<StoredVersion>> known) => known
        .Select(pair => (pair.Key, Row: pair.Value.FirstOrDefault(row => row.IsPublished)))
        .Where(pair => pair.Row is not null)
        .ToDictionary(pair => pair.Key, pair => WorkflowDefinition.Parse(pair.Row!.Source), StringComparer.Ordinal);
}
