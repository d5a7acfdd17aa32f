using System.IO.Compression;

namespace Delivery.Workflows.Api.Http;

/// <summary>Several files as one.</summary>
internal static class Archive
{
    public const string ContentType = "application/zip";

    public static byte[] Of(IEnumerable<(string Name, byte[] Content)> files)
    {
        using var buffer = new MemoryStream();
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return buffer.ToArray();
    }
}
