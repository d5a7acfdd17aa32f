using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;

namespace Delivery.Workflows.Api.Studio;

/// <summary>Elsa Studio's own files, as npm restored them: nothing of them is changed.</summary>
internal sealed class StudioPackage
{
    /// <summary>The setting that names another place: the folder that holds <c>node_modules</c>.</summary>
    public const string Setting = "Studio:Directory";

    private const string FolderName = "studio";
    private const string PackageName = "@elsa-workflows/elsa-studio-wasm";

    /// <summary>What our page signs in with at an issuer of OpenID Connect: restored along, and no part of the Studio.</summary>
    private const string SignInPackage = "oidc-client-ts";

    private StudioPackage(string directory, string version, string integrity, string modules, string signInIntegrity)
    {
        Directory = directory;
        Version = version;
        Tag = integrity;
        SignInFile = Path.Combine(modules, SignInPackage, "dist", "browser", SignInFileName);
        SignInTag = signInIntegrity;
    }

    /// <summary>The name under which the page loads it.</summary>
    public static string SignInFileName => SignInPackage + ".min.js";

    /// <summary>Where the package's files are.</summary>
    public string Directory { get; }

    public string Version { get; }

    /// <summary>Tells this content from that of any other version, in a few characters that an entity tag may hold.</summary>
    public string Tag { get; }

    public string SignInFile { get; }

    public string SignInTag { get; }

    /// <summary>Beside the binary when it is published, further up in a working copy; null when it was not restored.</summary>
    public static StudioPackage? Find(IConfiguration configuration)
    {
        if (configuration[Setting] is { Length: > 0 } configured)
        {
            return Open(configured);
        }

        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (Open(Path.Combine(directory.FullName, FolderName)) is { } package)
            {
                return package;
            }
        }

        return null;
    }

    private static StudioPackage? Open(string folder)
    {
        // What is sent is checked to be inside, which only whole paths tell.
        var modules = Path.Combine(Path.GetFullPath(folder), "node_modules");
        var manifest = Path.Combine(modules, ".package-lock.json");
        var directory = Path.Combine(modules, PackageName);
        if (!File.Exists(manifest) || !System.IO.Directory.Exists(directory))
        {
            return null;
        }

        var packages = JsonNode.Parse(File.ReadAllText(manifest))?["packages"];
        var entry = packages?["node_modules/" + PackageName];
        return new StudioPackage(
            directory, entry?["version"]?.GetValue<string>() ?? "", Tagged(entry), modules, Tagged(packages?["node_modules/" + SignInPackage]));
    }

    private static string Tagged(JsonNode? entry) =>
        entry?["integrity"]?.GetValue<string>().Split('-', 2)[^1][..16].Replace('/', '_').Replace('+', '-') ?? "";
}
