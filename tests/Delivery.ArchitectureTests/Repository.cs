namespace Delivery.ArchitectureTests;

internal static class Repository
{
    /// <summary>The working copy that these tests were built from.</summary>
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo directory) =>
        File.Exists(Path.Combine(directory.FullName, "Delivery.sln"))
            ? directory.FullName
            : Find(directory.Parent ?? throw new InvalidOperationException("These tests run within the working copy."));
}
