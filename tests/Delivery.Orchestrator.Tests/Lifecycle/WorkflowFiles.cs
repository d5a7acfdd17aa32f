using Delivery.Workflows;

namespace Delivery.Orchestrator.Tests.Lifecycle;

/// <summary>The definitions under <c>workflows/</c>, as they are deployed.</summary>
internal static class WorkflowFiles
{
    /// <summary>The workflow that carries an order.</summary>
    public const string OrderLifecycle = "order-lifecycle";

    /// <summary>Where they are.</summary>
    public static string Folder { get; } = FindDirectory();

    /// <summary>All definitions.</summary>
    public static IReadOnlyList<WorkflowDefinition> All { get; } =
        [.. Directory.GetFiles(Folder, "*.json").Order(StringComparer.Ordinal).Select(path => WorkflowDefinition.Parse(File.ReadAllText(path)))];

    /// <summary>The definition of that id.</summary>
    public static WorkflowDefinition Get(string definitionId) => All.Single(definition => definition.DefinitionId == definitionId);

    /// <summary>The definition with everything that it uses.</summary>
    public static WorkflowBundle Bundle(string definitionId) => WorkflowBundle.Create(
        Get(definitionId), reference => All.SingleOrDefault(definition => definition.DefinitionId == reference.DefinitionId));

    private static string FindDirectory()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            var candidate = Path.Combine(directory.FullName, "workflows");
            if (File.Exists(Path.Combine(candidate, OrderLifecycle + ".json")))
            {
                return candidate;
            }
        }

        throw new DirectoryNotFoundException("There is no workflows/ above the tests.");
    }
}
