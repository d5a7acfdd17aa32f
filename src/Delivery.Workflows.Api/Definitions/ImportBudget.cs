using Delivery.Workflows.Api.Http;
using Microsoft.AspNetCore.Http;

namespace Delivery.Workflows.Api.Definitions;

/// <summary>How much one request may import, in all its files and archives together: small archives can hold very much.</summary>
internal sealed class ImportBudget
{
    private const int MostFiles = 500;
    private const int MostMegabytes = 50;
    private int _files = MostFiles;
    private long _bytes = MostMegabytes * 1024 * 1024;

    public void TakeFiles(int count)
    {
        _files -= count;
        if (_files < 0)
        {
            throw TooMuch($"more than {MostFiles} files");
        }
    }

    /// <summary>Takes what was unpacked, whatever the archive said it would be.</summary>
    public void TakeBytes(int count)
    {
        _bytes -= count;
        if (_bytes < 0)
        {
            throw TooMuch($"more than {MostMegabytes} MB");
        }
    }

    private static ElsaRefusal TooMuch(string what) => new(
        $"These files hold {what} once they are unpacked; nothing is imported. Import them in smaller parts.", StatusCodes.Status413PayloadTooLarge);
}
