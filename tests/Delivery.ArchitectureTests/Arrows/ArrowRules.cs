namespace Delivery.ArchitectureTests.Arrows;

/// <summary>R1: which project may refer to which, and who may use MassTransit.</summary>
internal static class ArrowRules
{
    private static readonly string[] DomainModule = ["Delivery.Contracts", "Delivery.ServiceDefaults", "Delivery.Messaging"];

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Delivery.Contracts"] = [],
        ["Delivery.ServiceDefaults"] = [],
        ["Delivery.Workflows"] = [],
        ["Delivery.Messaging"] = ["Delivery.Contracts", "Delivery.ServiceDefaults"],
        ["Delivery.Identity"] = ["Delivery.ServiceDefaults"],
        ["Delivery.Gateway"] = ["Delivery.ServiceDefaults"],
        ["Delivery.Orders"] = DomainModule,
        ["Delivery.Stores"] = DomainModule,
        ["Delivery.Riders"] = DomainModule,
        ["Delivery.Payments"] = DomainModule,
        ["Delivery.Notifications"] = DomainModule,
        ["Delivery.Status"] = DomainModule,
        ["Delivery.Workflows.Runtime"] = ["Delivery.Workflows", .. DomainModule],
        ["Delivery.Workflows.Api"] = ["Delivery.Workflows.Runtime", "Delivery.Workflows", "Delivery.ServiceDefaults"],
        ["Delivery.Orchestrator"] = ["Delivery.Workflows.Runtime", "Delivery.Workflows", .. DomainModule],
    };

    /// <summary>The host composes everything and may refer to all.</summary>
    private const string Host = "Delivery.Host";

    private const string Messaging = "Delivery.Messaging";

    /// <summary>One sentence for each arrow that must not be.</summary>
    public static IReadOnlyList<string> Violations(ProjectGraph graph) =>
        [.. graph.Projects.Where(project => project != Host).SelectMany(project => Arrows(graph, project)), .. MassTransit(graph)];

    private static IEnumerable<string> Arrows(ProjectGraph graph, string project) =>
        Allowed.TryGetValue(project, out var allowed)
            ? graph.ProjectReferences(project).Except(allowed).Select(target => $"{project} must not refer to {target}")
            : [$"{project} has no rule: say in {nameof(ArrowRules)} what it may refer to"];

    private static IEnumerable<string> MassTransit(ProjectGraph graph) => graph.Projects
        .Where(project => project != Messaging)
        .Where(project => graph.PackageReferences(project).Any(package => package.StartsWith("MassTransit", StringComparison.Ordinal)))
        .Select(project => $"{project} must not refer to MassTransit: only {Messaging} does");
}
