namespace Delivery.Workflows.Runtime.Files;

/// <summary>Counts the lines in which two texts differ, as a diff does.</summary>
internal static class LineDifference
{
    public static (int Added, int Removed) Count(string before, string after)
    {
        var (old, @new) = (Lines(before), Lines(after));
        var start = 0;
        while (start < old.Length && start < @new.Length && old[start] == @new[start])
        {
            start++;
        }

        var (oldEnd, newEnd) = (old.Length, @new.Length);
        while (oldEnd > start && newEnd > start && old[oldEnd - 1] == @new[newEnd - 1])
        {
            (oldEnd, newEnd) = (oldEnd - 1, newEnd - 1);
        }

        var common = Common(old[start..oldEnd], @new[start..newEnd]);
        return (newEnd - start - common, oldEnd - start - common);
    }

    private static string[] Lines(string text) => text.Length == 0 ? [] : text.ReplaceLineEndings("\n").Split('\n');

    /// <summary>The length of the longest common subsequence.</summary>
    private static int Common(string[] left, string[] right)
    {
        var lengths = new int[right.Length + 1];
        foreach (var line in left)
        {
            var diagonal = 0;
            for (var column = 1; column <= right.Length; column++)
            {
                (diagonal, lengths[column]) = (lengths[column], line == right[column - 1] ? diagonal + 1 : Math.Max(lengths[column], lengths[column - 1]));
            }
        }

        return lengths[^1];
    }
}
