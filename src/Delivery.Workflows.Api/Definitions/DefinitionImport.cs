using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Delivery.Workflows.Api.Http;
using Microsoft.AspNetCore.Http;

namespace Delivery.Workflows.Api.Definitions;

/// <summary>Reads files that hold definitions.</summary>
internal static class DefinitionImport
{
    /// <summary>An archive may say it is small and be large.</summary>
    private const long LargestFile = 10 * 1024 * 1024;
    private const int MostFiles = 500;
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 2048 };

    public static async Task<IReadOnlyList<JsonObject>> ReadAsync(IFormFile file, CancellationToken cancellationToken)
    {
        await using var content = file.OpenReadStream();
        if (!file.FileName.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
        {
            return [await ReadAsync(file.FileName, content, cancellationToken)];
        }

        try
        {
            using var archive = new ZipArchive(content, ZipArchiveMode.Read);
            var entries = archive.Entries.Where(entry => entry.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)).ToList();
            if (entries.Count > MostFiles)
            {
                throw new ElsaRefusal($"'{file.FileName}' holds more than {MostFiles} files.");
            }

            var definitions = new List<JsonObject>();
            foreach (var entry in entries)
            {
                await using var inside = await entry.OpenAsync(cancellationToken);
                definitions.Add(await ReadAsync(entry.FullName, inside, cancellationToken));
            }

            return definitions;
        }
        catch (InvalidDataException)
        {
            throw new ElsaRefusal($"'{file.FileName}' is no archive that can be read.");
        }
    }

    private static async Task<JsonObject> ReadAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        var part = new byte[81920];
        for (var read = 0; (read = await content.ReadAsync(part, cancellationToken)) > 0;)
        {
            buffer.Write(part, 0, read);
            if (buffer.Length > LargestFile)
            {
                throw new ElsaRefusal($"'{name}' is larger than {LargestFile / 1024 / 1024} MB.");
            }
        }

        buffer.Position = 0;
        try
        {
            return JsonNode.Parse(buffer, documentOptions: Reading) as JsonObject ?? throw new ElsaRefusal($"'{name}' is not a workflow definition.");
        }
        catch (JsonException exception)
        {
            throw new ElsaRefusal($"'{name}' is not readable: {exception.Message}");
        }
    }
}
