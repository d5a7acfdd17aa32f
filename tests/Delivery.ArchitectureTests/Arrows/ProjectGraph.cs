using System.Xml.Linq;

namespace Delivery.ArchitectureTests.Arrows;

/// <summary>What each project refers to, read from the project files of a folder.</summary>
internal sealed class ProjectGraph
{
    private readonly Dictionary<string, Project> _projects;

    private ProjectGraph(Dictionary<string, Project> projects) => _projects = projects;

    public IEnumerable<string> Projects => _projects.Keys;

    public IReadOnlyList<string> ProjectReferences(string project) => _projects[project].Projects;

    public IReadOnlyList<string> PackageReferences(string project) => _projects[project].Packages;

    public static ProjectGraph Read(string folder) => new(
        Directory.EnumerateFiles(folder, "*.csproj", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetFileNameWithoutExtension(path), path => Project.Read(path)));

    private sealed record Project(IReadOnlyList<string> Projects, IReadOnlyList<string> Packages)
    {
        public static Project Read(string path)
        {
            var document = XDocument.Load(path);
            return new Project(
                // A project that is only built along is not referred to.
                [.. document.Descendants("ProjectReference")
                    .Where(reference => (string?)reference.Attribute("ReferenceOutputAssembly") != "false")
                    .Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!))],
                [.. document.Descendants("PackageReference").Select(reference => (string)reference.Attribute("Include")!)]);
        }
    }
}
