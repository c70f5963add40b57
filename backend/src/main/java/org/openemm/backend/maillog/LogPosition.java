package org.openemm.backend.maillog;

/**
 * How far the log was read.
 *
 * @param inode of the file, 0 unknown
 * @param offset bytes read
 * @param headLength how many of its first bytes are remembered
 * @param headHash of them: tells a file from its successor with the same inode, and finds its copy
 */
record LogPosition(long inode, long offset, int headLength, long headHash) {
    static final LogPosition NONE = new LogPosition(0, 0, 0, 0);

    LogPosition at(long otherOffset) {
        return new LogPosition(inode, otherOffset, headLength, headHash);
    }
}
