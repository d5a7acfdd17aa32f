using Delivery.Workflows;

namespace Delivery.Orchestrator.Definitions;

/// <summary>The definition that carries an order.</summary>
internal static class LifecycleDefinition
{
    /// <summary>Its id, which is also its file's name.</summary>
    public const string Id = "order-lifecycle";

    /// <summary>The names of its time-outs.</summary>
    public static IReadOnlyCollection<string> ReadTimeouts(string directory)
    {
        var path = Path.Combine(directory, Id + ".json");
        return File.Exists(path)
            ? [.. WorkflowDefinition.Parse(File.ReadAllText(path)).Variables.Where(variable => variable.TypeName == "TimeSpan").Select(variable => variable.Name)]
            : throw new FileNotFoundException($"The folder {directory} has no {Id}.json: without it no order goes on.", path);
    }
}
