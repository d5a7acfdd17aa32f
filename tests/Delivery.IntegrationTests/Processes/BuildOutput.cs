namespace Delivery.IntegrationTests.Processes;

/// <summary>Finds the binaries that were built beside the tests, in the same configuration.</summary>
internal static class BuildOutput
{
    /// <summary>The path of a project's main assembly, for example of <c>Delivery.Host</c>.</summary>
    public static string Of(string project)
    {
        var here = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        var path = Path.GetFullPath(Path.Combine(here, "..", "..", project, Path.GetFileName(here), project + ".dll"));
        return File.Exists(path) ? path : throw new FileNotFoundException($"{project} is not built: {path} is missing.", path);
    }
}
