using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Delivery.Workflows.Api.Http;
using Delivery.Workflows.Runtime.Definitions;
using Microsoft.AspNetCore.Http;

namespace Delivery.Workflows.Api.Definitions;

/// <summary>Reads files that hold definitions.</summary>
internal static class DefinitionImport
{
    /// <summary>An archive may say it is small and be large.</summary>
    private const long LargestFile = 10 * 1024 * 1024;

    public static async Task<IReadOnlyList<JsonObject>> ReadAsync(IFormFile file, ImportBudget budget, CancellationToken cancellationToken)
    {
        await using var content = file.OpenReadStream();
        if (!file.FileName.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
        {
            budget.TakeFiles(1);
            return [await ReadAsync(file.FileName, content, budget, cancellationToken)];
        }

        try
        {
            using var archive = new ZipArchive(content, ZipArchiveMode.Read);
            var entries = archive.Entries.Where(entry => entry.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)).ToList();
            budget.TakeFiles(entries.Count);
            var definitions = new List<JsonObject>();
            foreach (var entry in entries)
            {
                await using var inside = await entry.OpenAsync(cancellationToken);
                definitions.Add(await ReadAsync(entry.FullName, inside, budget, cancellationToken));
            }

            return definitions;
        }
        catch (InvalidDataException)
        {
            throw new ElsaRefusal($"'{file.FileName}' is no archive that can be read.");
        }
    }

    private static async Task<JsonObject> ReadAsync(string name, Stream content, ImportBudget budget, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        var part = new byte[81920];
        for (var read = 0; (read = await content.ReadAsync(part, cancellationToken)) > 0;)
        {
            budget.TakeBytes(read);
            buffer.Write(part, 0, read);
            if (buffer.Length > LargestFile)
            {
                throw new ElsaRefusal($"'{name}' is larger than {LargestFile / 1024 / 1024} MB.");
            }
        }

        try
        {
            var document = StrictJson.Read(buffer) as JsonObject ?? throw new ElsaRefusal($"'{name}' is not a workflow definition.");
            WorkflowDefinition.From(document).CheckStorable();
            return document;
        }
        catch (Exception exception) when (exception is JsonException or WorkflowDefinitionException)
        {
            throw new ElsaRefusal($"'{name}' is not readable: {exception.Message}");
        }
    }
}
