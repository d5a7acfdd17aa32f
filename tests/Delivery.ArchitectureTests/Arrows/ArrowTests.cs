using System.Reflection;

namespace Delivery.ArchitectureTests.Arrows;

public sealed class ArrowTests : IDisposable
{
    private readonly string _fixture = Directory.CreateTempSubdirectory("delivery-arrows-").FullName;

    public void Dispose() => Directory.Delete(_fixture, recursive: true);

    [Fact]
    public void Projects_OfThisRepository_KeepTheArrows()
    {
        var graph = ProjectGraph.Read(Path.Combine(Repository.Root, "src"));

        graph.Projects.ShouldContain("Delivery.Stores");
        graph.Projects.Count().ShouldBeGreaterThan(10);
        ArrowRules.Violations(graph).ShouldBeEmpty();
    }

    [Fact]
    public void Projects_ThatReferToAnotherModule_AreFound()
    {
        Project("Delivery.Stores", projects: ["../Delivery.Contracts/Delivery.Contracts.csproj", "../Delivery.Orders/Delivery.Orders.csproj"]);

        ArrowRules.Violations(ProjectGraph.Read(_fixture)).ShouldBe(["Delivery.Stores must not refer to Delivery.Orders"]);
    }

    [Fact]
    public void Projects_ThatReferToMassTransit_AreFound()
    {
        Project("Delivery.Riders", packages: ["MassTransit.RabbitMQ"]);

        ArrowRules.Violations(ProjectGraph.Read(_fixture)).Single().ShouldContain("MassTransit");
    }

    [Fact]
    public void Projects_WithoutARule_AreFound()
    {
        Project("Delivery.Surprise");

        ArrowRules.Violations(ProjectGraph.Read(_fixture)).Single().ShouldContain("Delivery.Surprise");
    }

    /// <summary>Package references come along with project references: only the compiled code tells who really uses the types.</summary>
    [Fact]
    public void Assemblies_OutsideMessaging_UseNoTypeOfMassTransit() =>
        UsersOfMassTransit(OurAssemblies()).ShouldBeEmpty();

    [Fact]
    public void Assemblies_ThatUseMassTransit_AreFound() =>
        UsersOfMassTransit([Assembly.Load("Delivery.Messaging")]).ShouldBe(["Delivery.Messaging"]);

    private static IEnumerable<Assembly> OurAssemblies() => Directory.EnumerateFiles(AppContext.BaseDirectory, "Delivery.*.dll")
        .Select(path => Path.GetFileNameWithoutExtension(path))
        .Where(name => name != "Delivery.Messaging" && !name.EndsWith("Tests", StringComparison.Ordinal))
        .Select(Assembly.Load);

    private static List<string> UsersOfMassTransit(IEnumerable<Assembly> assemblies) =>
        [.. assemblies
            .Where(assembly => assembly.GetReferencedAssemblies().Any(name => name.Name!.StartsWith("MassTransit", StringComparison.Ordinal)))
            .Select(assembly => assembly.GetName().Name!)];

    private void Project(string name, string[]? projects = null, string[]? packages = null)
    {
        var references = (projects ?? []).Select(path => $"""<ProjectReference Include="{path}" />""")
            .Concat((packages ?? []).Select(package => $"""<PackageReference Include="{package}" />"""));
        Directory.CreateDirectory(Path.Combine(_fixture, name));
        File.WriteAllText(
            Path.Combine(_fixture, name, name + ".csproj"), $"<Project><ItemGroup>{string.Concat(references)}</ItemGroup></Project>");
    }
}
